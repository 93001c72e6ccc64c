import { readablePath } from "../../gather/folder-path";
import { listFolders } from "../../thunderbird/mail-store";

/** The folders of an account by their paths, as a snapshot has them. */
export async function urisByPath(account: string): Promise<Map<string, string>> {
  const folders = await listFolders(account);
  return new Map(
    folders.map(({ path, uri }) => [readablePath(uri.split(":", 1)[0] ?? "", path), uri]),
  );
}
