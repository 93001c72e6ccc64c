import { useEffect, useRef } from "preact/hooks";
import { useActing } from "../ui/acting";
import { openPage } from "../ui/ask";
import { useBackup } from "../ui/backing-up";
import { DoneNote } from "../ui/done-note";
import { FetchNote } from "../ui/fetch-note";
import { AddressCard, SmallPoints } from "../ui/finding-card";
import { PageLink } from "../ui/page-link";
import { mailAccounts, standing } from "../ui/standing";
import { Trouble } from "../ui/trouble";
import { isRunning, useOverview } from "../ui/watch";
import { say } from "../ui/words";
import { BackupSection } from "./backup-section";
import { Headline } from "./headline";

/** A popup is for ten seconds: what does not fit is on the page. */
const mostCards = 3;

/** The popup: how the mail is, what to do about it, and the backup. */
export function Popup() {
  const { overview, error, checking, check, load, setJob } = useOverview();
  const backup = useBackup(overview, setJob);
  const left = () => window.close();
  const go = (hash: string) => void openPage(hash).then(left);
  const acting = useActing({ overview, backup, load, go, left });

  const first = overview !== null && !overview.report && mailAccounts(overview.accounts).length > 0;
  const looked = useRef(false);
  useEffect(() => {
    // Once: a check-up that failed says so, and is tried again by its button.
    if (!first || looked.current) return;
    looked.current = true;
    void check();
  }, [first, check]);

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
  const fixing = {
    accounts: overview.accounts,
    backUp: (accounts: string[]) => void backup.start(accounts),
    busy,
    backedUpAt: overview.job?.endedAt,
    changed: acting.changed,
  };
  return (
    <main>
      <Headline overview={overview} standing={now} checking={checking} check={check} />
      <Trouble error={error ?? acting.refused} />
      {acting.receipt && <DoneNote receipt={acting.receipt} {...fixing} />}
      <FetchNote
        job={overview.job}
        onJob={setJob}
        missing={<PageLink hash="checkup">{say("backup_see_missing")}</PageLink>}
      />
      <div class="findings">
        {cards.map((group, place) => (
          <AddressCard
            key={group.name}
            group={group}
            main={place === 0}
            busy={busy}
            able={overview.experiments}
            opened={acting.opened}
            act={(finding, same) => void acting.act(finding, same)}
            fixing={fixing}
            close={acting.close}
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
      </div>
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
        {now.unknown.length > 0 && (
          <PageLink hash="checkup">
            {say("popup_not_known", { count: now.unknown.length })}
          </PageLink>
        )}
      </footer>
    </main>
  );
}
