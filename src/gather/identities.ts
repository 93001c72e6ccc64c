import type { AccountFact, IdentityFact } from "../core/checkup/snapshot";
import { known, missing, type Part } from "../core/part";
import { readIdentities } from "../thunderbird/mail-settings";
import { asPart } from "./as-part";
import { readablePath } from "./folder-path";

/** Where every identity puts what it sends and archives, per account. */
export function gatherIdentities(
  accounts: readonly AccountFact[],
  at: number,
): Promise<Part<Record<string, Part<IdentityFact[]>>>> {
  const typeOf = (id: string | null) => accounts.find((account) => account.id === id)?.type ?? "";
  return asPart(at, async () =>
    Object.fromEntries(
      (await readIdentities()).map((one) => {
        if ("error" in one) {
          return [one.account, missing("value-unreadable", { detail: one.error })];
        }
        const facts = one.identities.map(
          ({ email, keepsSent, sentAccount, sentPath, archives, archiveAccount, archivePath }) => ({
            email,
            keepsSent,
            sentAccount,
            sentFolder: readablePath(typeOf(sentAccount), sentPath),
            archives,
            archiveAccount,
            archiveFolder: readablePath(typeOf(archiveAccount), archivePath),
          }),
        );
        return [one.account, known(facts, at)];
      }),
    ),
  );
}
