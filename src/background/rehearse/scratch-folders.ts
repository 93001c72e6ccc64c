import { Refusal } from "../../core/refusal";
import { listAccounts } from "../../thunderbird/accounts";
import {
  describeTarget,
  listMadeFolders,
  makeMailFolder,
  removeScratchFolder,
} from "../../thunderbird/mail-delivery";
import { backgroundWords } from "../words";

/** Where scratch folders are made, and how much room there is for them, in bytes. */
export interface ScratchPlace {
  account: string;
  free: number;
}

/** Local Folders, where nothing connects. Refused where they keep each message in a file of its own. */
export async function scratchPlace(): Promise<ScratchPlace> {
  const local = (await listAccounts()).find(({ type }) => type === "local");
  if (!local) throw new Refusal("rehearsal-needs-mbox");
  const { oneFile, free } = await describeTarget(local.id, "");
  if (!oneFile) throw new Refusal("rehearsal-needs-mbox");
  return { account: local.id, free };
}

/** Removes every scratch folder that an earlier rehearsal has left, with all that is in it. */
export async function removeLeftScratch(): Promise<void> {
  for (const { uri, purpose } of await listMadeFolders()) {
    if (purpose === "scratch") await removeScratchFolder(uri);
  }
}

/** Lets `work` have a new scratch folder, and removes that in any case. */
export async function withScratchFolder<T>(
  { account }: ScratchPlace,
  token: string,
  work: (uri: string) => Promise<T>,
): Promise<T> {
  // Of a folder that had the same name before Thunderbird remembers the counts.
  const name = `${backgroundWords().say("rehearsal_folder")} ${crypto.randomUUID().slice(0, 8)}`;
  const { uri, made } = await makeMailFolder(account, "", name, "scratch", token);
  if (!made) throw new Refusal("folder-not-made");
  try {
    return await work(uri);
  } finally {
    await removeScratchFolder(uri);
  }
}
