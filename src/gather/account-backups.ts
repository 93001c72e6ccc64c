import { type RememberedBackup, readStored } from "../thunderbird/storage";

/** The backups of an account that are remembered, with their ids, in whatever place; the latest first. */
export async function backupsOfAccount(account: string): Promise<[string, RememberedBackup][]> {
  const uid = (await readStored("accountUids"))?.[account];
  return Object.entries((await readStored("backups")) ?? {})
    .filter(([, { accountUid }]) => accountUid === uid)
    .sort(([, a], [, b]) => b.endedAt - a.endedAt);
}
