import { useState } from "preact/hooks";
import type { Finding, Outcome } from "../core/checkup/report";
import type { AccountFact } from "../core/checkup/snapshot";
import type { Job } from "../core/job";
import type { Overview } from "../protocol";
import { DoneNote } from "../ui/done-note";
import { FetchNote } from "../ui/fetch-note";
import { Moment } from "../ui/moment";
import { FineMark } from "../ui/severity";
import { nameOf } from "../ui/standing";
import { checkWord, say } from "../ui/words";
import type { OnPage } from "./finding-article";
import { MissingTable } from "./missing-table";
import { ReportGroups } from "./report-groups";
import { SaveReport } from "./save-report";
import { unseenIn } from "./unseen";

type By = "address" | "severity";

interface Props extends Pick<OnPage, "place" | "acting" | "fixing"> {
  overview: Overview;
  checking: boolean;
  check: () => void;
  setJob: (job: Job | null) => void;
}

function FineList({ outcomes }: { outcomes: Outcome[] }) {
  if (outcomes.length === 0) return null;
  return (
    <details>
      <summary>{say("options_fine_title", { count: outcomes.length })}</summary>
      <ul class="outcomes">
        {outcomes.map(({ check }) => (
          <li key={check}>
            <FineMark /> {checkWord(check, "title")}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface AsideProps {
  findings: Finding[];
  accounts: AccountFact[];
  takeUp: (finding: Finding) => void;
}

/** What the user put aside, each with the way back. */
function AsideList({ findings, accounts, takeUp }: AsideProps) {
  if (findings.length === 0) return null;
  return (
    <details>
      <summary>{say("options_put_aside", { count: findings.length })}</summary>
      <p class="secondary">{say("options_put_aside_explained")}</p>
      <ul class="outcomes">
        {findings.map((finding) => (
          <li key={finding.id} class="aside">
            <p>
              <bdi class="who">{nameOf(finding, accounts) || say("popup_this_thunderbird")}</bdi>{" "}
              {checkWord(finding.check, "what", finding.values)}
            </p>
            <button type="button" onClick={() => takeUp(finding)}>
              {say("options_show_again")}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** By address, or by how serious it is: a choice of this visit. */
function Order({ by, choose }: { by: By; choose: (by: By) => void }) {
  return (
    <fieldset class="order">
      <legend>{say("options_order")}</legend>
      {(["address", "severity"] as const).map((one) => (
        <label key={one} class="choice">
          <input type="radio" name="order" checked={by === one} onChange={() => choose(one)} />
          {say(`options_order_${one}`)}
        </label>
      ))}
    </fieldset>
  );
}

/** The whole report: what was found, what could not be seen, what was put aside and what is fine. */
export function CheckupSection({
  overview,
  checking,
  check,
  setJob,
  place,
  acting,
  fixing,
}: Props) {
  const [by, setBy] = useState<By>("address");
  const { report, accounts, dismissed, experiments } = overview;
  const outcomes = report?.outcomes ?? [];
  const all = outcomes.flatMap(({ findings }) => findings);
  const open = all.filter(({ id }) => !dismissed.includes(id));
  const unseen = unseenIn(outcomes);
  return (
    <section id="checkup" tabIndex={-1} aria-labelledby="checkup-title">
      <h2 id="checkup-title">{say("options_checkup")}</h2>
      <div class="actions">
        <p role="status">
          {checking && say("popup_checking")}
          {!checking && report && (
            <>
              {say("popup_checked")} <Moment time={report.takenAt} />
            </>
          )}
        </p>
        <button type="button" disabled={checking} onClick={check}>
          {say("popup_refresh")}
        </button>
      </div>
      {acting.receipt && <DoneNote receipt={acting.receipt} {...fixing} />}
      <FetchNote job={overview.job} onJob={setJob} />
      {overview.job?.kind === "fetch" && <MissingTable job={overview.job} accounts={accounts} />}
      {report && open.length === 0 && <p>{say("popup_nothing_found")}</p>}
      {open.length + unseen.length > 0 && <Order by={by} choose={setBy} />}
      {unseen.length > 0 && <p class="secondary">{say("options_unknown_explained")}</p>}
      <ReportGroups
        by={by}
        findings={open}
        unseen={unseen}
        accounts={accounts}
        able={experiments}
        place={place}
        acting={acting}
        fixing={fixing}
      />
      <AsideList
        findings={all.filter((finding) => !open.includes(finding))}
        accounts={accounts}
        takeUp={(finding) => void acting.dismiss(finding, false)}
      />
      <FineList outcomes={outcomes.filter(({ state }) => state === "fine")} />
      {report && <SaveReport />}
    </section>
  );
}
