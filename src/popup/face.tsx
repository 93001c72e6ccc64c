import { useEffect, useRef, useState } from "preact/hooks";
import type { Finding } from "../core/checkup/report";
import type { Reason } from "../core/reason";
import { ask } from "../ui/ask";
import { useBackup } from "../ui/backing-up";
import { AddressCard, SmallPoints, startsBackup } from "../ui/finding-card";
import { PageLink } from "../ui/page-link";
import { accountOf, mailAccounts, standing } from "../ui/standing";
import { Trouble } from "../ui/trouble";
import { isRunning, useOverview } from "../ui/watch";
import { say } from "../ui/words";
import { BackupSection } from "./backup-section";
import { Headline } from "./headline";

/** A popup is for ten seconds: what does not fit is on the page. */
const mostCards = 3;

/** The popup: how the mail is, what to do about it, and the backup. */
export function Popup() {
  const { overview, error, checking, check, setJob } = useOverview();
  const backup = useBackup(overview, setJob);
  const [refused, setRefused] = useState<Reason | null>(null);

  const first = overview !== null && !overview.report && mailAccounts(overview.accounts).length > 0;
  const looked = useRef(false);
  useEffect(() => {
    // Once: a check-up that failed says so, and is tried again by its button.
    if (!first || looked.current) return;
    looked.current = true;
    void check();
  }, [first, check]);

  async function act(finding: Finding) {
    if (startsBackup(finding)) return backup.start(finding.subject.accounts);
    const account = accountOf(finding, overview?.accounts ?? []);
    if (!account) return;
    const reply = await ask("account.openSettings", { account, check: finding.check });
    if (reply.ok) window.close();
    else setRefused(reply.error);
  }

  if (!overview)
    return (
      <main aria-busy={!error}>
        <Trouble error={error} />
      </main>
    );

  const now = standing(overview);
  const cards = now.groups.slice(0, mostCards);
  const beyond = now.groups.length - cards.length;
  const busy = isRunning(overview.job) || backup.starting;
  return (
    <main>
      <Headline overview={overview} standing={now} checking={checking} check={check} />
      <Trouble error={error ?? refused} />
      {cards.map((group, place) => (
        <AddressCard
          key={group.name}
          group={group}
          main={place === 0}
          busy={busy}
          able={overview.experiments}
          act={(finding) => void act(finding)}
        />
      ))}
      {beyond > 0 && (
        <p class="row">
          <PageLink hash="checkup">{say("popup_more_addresses", { count: beyond })}</PageLink>
        </p>
      )}
      {now.small.length > 0 && (
        <details class="row">
          <summary>{say("popup_smaller_points", { count: now.small.length })}</summary>
          <SmallPoints findings={now.small} accounts={overview.accounts} />
        </details>
      )}
      {now.unknown.length > 0 && (
        <p class="row">
          <PageLink hash="checkup">
            {say("popup_not_known", { count: now.unknown.length })}
          </PageLink>
        </p>
      )}
      {now.state !== "nothing" && (
        <BackupSection
          overview={overview}
          standing={now}
          main={cards.length === 0}
          starting={backup.starting}
          error={backup.error}
          start={() => void backup.start()}
          onJob={setJob}
        />
      )}
      <footer>
        <PageLink hash="checkup">{say("popup_open_page")}</PageLink>
      </footer>
    </main>
  );
}
