import { Refusal } from "../core/refusal";
import { listServerFolders } from "../thunderbird/mail-settings";

/**
 * Every folder on an account's IMAP server, subscribed or not. A server that did not answer looks like one
 * without folders; every IMAP server has an INBOX (RFC 3501, 5.1), so a list without it is refused.
 */
export async function foldersThatAnswer(account: string) {
  const listed = await listServerFolders(account);
  if (!listed.folders.some(({ path }) => path.toUpperCase() === "INBOX")) {
    throw new Refusal("server-unreachable");
  }
  return listed;
}
