import type { AccountFact } from "../core/checkup/snapshot";
import { SafeCheck } from "../ui/safe-check";
import { say } from "../ui/words";

/** Checks whose advice takes mail away somewhere: a rule switched on, a server emptied, an account removed. */
const takingAway = new Set([
  "imap-instant-delete",
  "mailbox-almost-full",
  "pop-days-invalid",
  "pop-not-automatic",
  "pop-server-never-cleaned",
  "pop-two-accounts-one-mailbox",
]);

/** The question that comes before advice that takes mail away; nothing for any other advice. */
export function AskedFirst({
  check,
  ids,
  accounts,
}: {
  check: string;
  ids: readonly string[];
  accounts: AccountFact[];
}) {
  if (!takingAway.has(check)) return null;
  return <SafeChecks ids={ids} accounts={accounts} />;
}

/** The question for some accounts. */
export function SafeChecks({ ids, accounts }: { ids: readonly string[]; accounts: AccountFact[] }) {
  return (
    <>
      {accounts
        .filter(({ id }) => ids.includes(id))
        .map(({ id, name }) => (
          <SafeCheck key={id} account={id} name={name} />
        ))}
    </>
  );
}

const hasMail = ({ type }: AccountFact) => type !== "nntp" && type !== "rss";

/** Before an account is removed or its server emptied: is everything in a backup? */
export function SafeToDelete({ accounts }: { accounts: AccountFact[] }) {
  const asked = accounts.filter(hasMail);
  if (asked.length === 0) return null;
  return (
    <>
      <h3>{say("safe_title")}</h3>
      <p class="secondary">{say("safe_explained")}</p>
      <SafeChecks ids={asked.map(({ id }) => id)} accounts={asked} />
    </>
  );
}
