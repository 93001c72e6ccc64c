import { groupMissing, type MissingGroup } from "../../core/backup/missing-groups";
import type { Missing } from "../../core/job";
import { listAccounts } from "../../thunderbird/accounts";
import { changeStored, readStored, type StoredJob } from "../../thunderbird/storage";

/** What a run went through: with folders only those, else whole accounts, else everything. */
type Scope = Pick<StoredJob, "accounts" | "folders">;

/** Whether a run over this scope has looked again at something that was missing. */
function wentOver({ accounts, folders }: Scope, names: ReadonlySet<string>) {
  return ({ account, again }: Missing): boolean => {
    if (folders) return again !== undefined && folders.includes(again.folder);
    return accounts === null || names.has(account) || accounts.includes(again?.account ?? "");
  };
}

async function namesOf(accounts: readonly string[] | null): Promise<Set<string>> {
  const chosen = (await listAccounts()).filter(({ id }) => accounts?.includes(id));
  return new Set(chosen.flatMap(({ emails, name }) => [name, ...emails]));
}

/** Keeps what a run over this scope found missing in a place; what it did not look at stays on the list. */
export async function keepMissing(
  place: string,
  scope: Scope,
  found: readonly Missing[],
): Promise<void> {
  const isOld = wentOver(scope, await namesOf(scope.accounts));
  await changeStored("missing", (all) => ({
    ...all,
    [place]: [...(all?.[place] ?? []).filter((one) => !isOld(one)), ...found],
  }));
}

/** Whether anything of an account is still missing beside what a run over some folders looked at again. */
export async function lacksElsewhere(
  place: string,
  account: { id: string; address: string },
  folders: readonly string[],
): Promise<boolean> {
  const all = (await readStored("missing"))?.[place] ?? [];
  return all.some(
    (one) =>
      (one.again?.account === account.id || one.account === account.address) &&
      !folders.includes(one.again?.folder ?? ""),
  );
}

/** What is missing in the place that the next backup goes to. */
export async function missingNow(): Promise<MissingGroup[]> {
  const chosen = (await readStored("backupPlaces"))?.chosen ?? "";
  return groupMissing((await readStored("missing"))?.[chosen] ?? []);
}
