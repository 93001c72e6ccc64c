import type { Part } from "../../part";
import { reason } from "../../reason";
import { nameAccount } from "../account-name";
import { check, type Found } from "../check";
import { eachAccount } from "../each-account";
import type { Severity } from "../report";
import type { AccountFact, QuotaFact } from "../snapshot";

/** Percentages at which Thunderbird's own status bar begins to show the quota, and turns red. */
const worthKnowing = 75;
const critical = 95;

/** The mailbox at the provider fills up. New mail that does not fit is sent back. */
export const mailboxAlmostFull = check({
  id: "mailbox-almost-full",
  needs: ["quotas"],
  wants: ["accounts"],
  kinds: ["filling", "nearly-full", "full"],
  action: { filling: null, "nearly-full": "backup", full: "backup" },
  values: ["address", "percent"],
  find: ({ quotas, accounts, thresholds }) =>
    eachAccount(quotas, accounts, ["imap"], (list, account) =>
      judge(list, account, accounts, thresholds.mailboxPercent),
    ),
});

function judge(
  list: QuotaFact[],
  account: string,
  accounts: Part<AccountFact[]>,
  limit: number,
): Found {
  const { subject, address } = nameAccount(account, accounts);
  const shares = list.map(percentOf);
  const percent = Math.max(...shares.filter((share) => share !== null), 0);
  const [kind, severity] = kindOf(percent, limit);
  const blind = shares.length === 0 ? "quota-not-told" : "value-unreadable";
  return {
    findings: kind
      ? [{ severity, subject, values: { kind, address, percent }, facts: { kind } }]
      : [],
    notKnown:
      shares.length === 0 || shares.includes(null) ? [{ subject, reason: reason(blind) }] : [],
  };
}

function kindOf(percent: number, limit: number): [string | null, Severity] {
  if (percent >= critical) return ["full", "critical"];
  if (percent >= limit) return ["nearly-full", "medium"];
  return [percent >= worthKnowing ? "filling" : null, "info"];
}

/** How full, rounded down; null where the numbers cannot be a use and a limit. */
function percentOf({ usedKb, limitKb }: QuotaFact): number | null {
  const proper = Number.isFinite(usedKb) && Number.isFinite(limitKb) && usedKb >= 0 && limitKb > 0;
  return proper ? Math.floor((usedKb / limitKb) * 100) : null;
}
