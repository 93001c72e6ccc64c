import { type Part, wellFormed } from "../part";
import { reason } from "../reason";
import { listAccounts, nameAccount } from "./account-name";
import type { Found } from "./check";
import type { AccountFact } from "./snapshot";

/**
 * Judges every account of the given types by its own part. An account that cannot be read, is not
 * in the record, or makes the judge stumble is not known; the others are judged all the same.
 */
export function eachAccount<T>(
  record: Record<string, Part<T>>,
  accounts: Part<AccountFact[]>,
  types: readonly string[],
  judge: (value: T, account: string) => Found,
): Found {
  const all: Found = { findings: [], notKnown: [] };
  for (const account of accountsOf(record, accounts, types)) {
    const { subject } = nameAccount(account, accounts);
    const part = wellFormed(record[account]);
    if (!part.ok) {
      all.notKnown.push({ subject, reason: part.reason });
      continue;
    }
    try {
      const found = judge(part.value, account);
      all.findings.push(...found.findings);
      all.notKnown.push(...found.notKnown);
    } catch {
      all.notKnown.push({ subject, reason: reason("value-unreadable") });
    }
  }
  return all;
}

/** Those of the right type, and those in the record whose type nobody tells. */
function accountsOf(
  record: Record<string, unknown>,
  accounts: Part<AccountFact[]>,
  types: readonly string[],
): string[] {
  const listed = listAccounts(accounts);
  const right = listed.filter((account) => types.includes(account.type));
  const unlisted = Object.keys(record).filter((id) => !listed.some((each) => each.id === id));
  return [...new Set([...right.map((account) => account.id), ...unlisted])];
}
