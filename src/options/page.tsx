import { useEffect, useRef, useState } from "preact/hooks";
import type { Finding } from "../core/checkup/report";
import type { Reason } from "../core/reason";
import { ask } from "../ui/ask";
import { useBackup } from "../ui/backing-up";
import { startsBackup } from "../ui/finding-card";
import { accountOf } from "../ui/standing";
import { Trouble } from "../ui/trouble";
import { isRunning, useOverview } from "../ui/watch";
import { say } from "../ui/words";
import { BackupsSection } from "./backups-section";
import { CheckupSection } from "./checkup-section";
import { ChooserSection } from "./chooser-section";
import { usePlace } from "./place";
import { SettingsSection } from "./settings-section";

/** The settings page: the whole report, the backups, and what the user may choose. */
export function Page() {
  const { overview, error, checking, check, load, setJob } = useOverview();
  const backup = useBackup(overview, setJob);
  const [refused, setRefused] = useState<Reason | null>(null);
  const place = usePlace(overview?.report !== null && overview !== null);

  const first = overview !== null && !overview.report;
  const looked = useRef(false);
  useEffect(() => {
    if (!first || looked.current) return;
    looked.current = true;
    void check();
  }, [first, check]);

  async function act(finding: Finding) {
    if (startsBackup(finding)) return backup.start(finding.subject.accounts);
    const account = accountOf(finding, overview?.accounts ?? []);
    if (!account) return;
    const reply = await ask("account.openSettings", { account, check: finding.check });
    setRefused(reply.ok ? null : reply.error);
  }

  return (
    <>
      <header class="top">
        <img src="../icons/postwacht.svg" alt="" width="48" height="48" />
        <h1>{say("extension_name")}</h1>
        <nav aria-label={say("options_sections")}>
          <a href="#checkup">{say("options_checkup")}</a>
          <a href="#chooser">{say("chooser_nav")}</a>
          <a href="#backups">{say("options_backups")}</a>
          <a href="#settings">{say("options_settings")}</a>
        </nav>
      </header>
      <main aria-busy={!overview && !error}>
        <Trouble error={error ?? refused} />
        {overview && (
          <>
            <CheckupSection
              overview={overview}
              checking={checking}
              check={check}
              place={place}
              busy={isRunning(overview.job) || backup.starting}
              able={overview.experiments}
              act={(finding) => void act(finding)}
            />
            <ChooserSection overview={overview} />
            <BackupsSection
              overview={overview}
              backup={backup}
              setJob={setJob}
              reload={() => void load()}
            />
            <SettingsSection accounts={overview.accounts} changed={() => void check()} />
          </>
        )}
      </main>
    </>
  );
}
