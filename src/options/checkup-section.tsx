import type { Finding, NotKnown, Outcome, Report } from "../core/checkup/report";
import type { AccountFact } from "../core/checkup/snapshot";
import type { Overview } from "../protocol";
import { ActionButton } from "../ui/finding-card";
import { Moment } from "../ui/moment";
import { FineMark, SeverityMark, UnknownMark } from "../ui/severity";
import { accountNames, bySeverity, nameOf, subjectName } from "../ui/standing";
import { checkWord, reasonWord, say } from "../ui/words";

interface Props {
  overview: Overview;
  checking: boolean;
  check: () => void;
  place: string;
  busy: boolean;
  able: boolean;
  act: (finding: Finding) => void;
}

type FindingProps = Pick<Props, "place" | "busy" | "able" | "act"> & {
  finding: Finding;
  accounts: AccountFact[];
  /** The advice is open; the same advice for the next account is one click away. */
  advised: boolean;
};

/** Why it matters and what to do, side by side where there is room. */
function Advice({ finding, open }: { finding: Finding; open: boolean }) {
  const { check, values } = finding;
  return (
    <details open={open}>
      <summary>{say("options_advice")}</summary>
      <div class="advice">
        <div>
          <h4>{say("options_why")}</h4>
          <p>{checkWord(check, "why", values)}</p>
        </div>
        <div>
          <h4>{say("options_do")}</h4>
          <p>{checkWord(check, "do", values)}</p>
        </div>
      </div>
    </details>
  );
}

function FindingArticle({ finding, accounts, advised, place, ...action }: FindingProps) {
  const { check, values, subject } = finding;
  const id = `finding=${finding.id}`;
  const name = nameOf(finding, accounts) || say("popup_this_thunderbird");
  const owners = accountNames(finding, accounts).filter((one) => one !== name);
  return (
    <article id={id} tabIndex={-1} class={place === id ? "finding here" : "finding"}>
      <div class="heading">
        <h3 class="name">
          <bdi>{name}</bdi>
        </h3>
        <SeverityMark severity={finding.severity} />
      </div>
      {owners.length > 0 && (
        <p class="secondary">
          <bdi>{owners.join(", ")}</bdi>
        </p>
      )}
      <p>{checkWord(check, "what", values)}</p>
      <p class="effect">{checkWord(check, "effect", values)}</p>
      {subject.folders && subject.folders.length > 0 && (
        <details>
          <summary>{say("options_folders", { count: subject.folders.length })}</summary>
          <ul class="folders">
            {subject.folders.map((folder) => (
              <li key={folder}>
                <bdi>{folder}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
      <Advice finding={finding} open={advised || place === id} />
      <div class="actions">
        <ActionButton finding={finding} {...action} />
      </div>
    </article>
  );
}

function NotSeen({ notKnown, accounts }: { notKnown: NotKnown; accounts: AccountFact[] }) {
  const name = subjectName(notKnown.subject, accounts);
  return (
    <li>
      {name && (
        <>
          <bdi class="who">{name}</bdi>{" "}
        </>
      )}
      {reasonWord(notKnown.reason)}
    </li>
  );
}

/** Everything that could not be seen, each with its reason. */
function UnknownList({ outcomes, accounts }: { outcomes: Outcome[]; accounts: AccountFact[] }) {
  if (outcomes.length === 0) return null;
  return (
    <section aria-labelledby="unknown-title">
      <h3 id="unknown-title">{say("options_unknown_title")}</h3>
      <p class="secondary">{say("options_unknown_explained")}</p>
      <ul class="outcomes">
        {outcomes.map(({ check, notKnown, reason }) => (
          <li key={check}>
            <UnknownMark /> {checkWord(check, "title")}
            <ul>
              {notKnown.map((one, place) => (
                <NotSeen key={`${check} ${place}`} notKnown={one} accounts={accounts} />
              ))}
              {notKnown.length === 0 && reason && <li>{reasonWord(reason)}</li>}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

function FineList({ outcomes }: { outcomes: Outcome[] }) {
  if (outcomes.length === 0) return null;
  return (
    <section aria-labelledby="fine-title">
      <h3 id="fine-title">{say("options_fine_title")}</h3>
      <ul class="outcomes">
        {outcomes.map(({ check }) => (
          <li key={check}>
            <FineMark /> {checkWord(check, "title")}
          </li>
        ))}
      </ul>
    </section>
  );
}

const findingsOf = (report: Report) =>
  report.outcomes.flatMap((outcome) => outcome.findings).toSorted(bySeverity);

/** The whole report: what was found, what could not be seen, and what is fine. */
export function CheckupSection({ overview, checking, check, ...finding }: Props) {
  const { report, accounts } = overview;
  const outcomes = report?.outcomes ?? [];
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
      {report && findingsOf(report).length === 0 && <p>{say("popup_nothing_found")}</p>}
      {report &&
        findingsOf(report).map((one, at, all) => (
          <FindingArticle
            key={one.id}
            finding={one}
            accounts={accounts}
            advised={all.findIndex(({ check }) => check === one.check) === at}
            {...finding}
          />
        ))}
      <UnknownList
        outcomes={outcomes.filter(({ notKnown, reason }) => notKnown.length > 0 || reason)}
        accounts={accounts}
      />
      <FineList outcomes={outcomes.filter(({ state }) => state === "fine")} />
    </section>
  );
}
