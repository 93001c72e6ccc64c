import type { Finding } from "../core/checkup/report";
import type { AccountFact } from "../core/checkup/snapshot";
import { findingHash } from "./ask";
import { PageLink } from "./page-link";
import { SeverityMark } from "./severity";
import { accountNames, type Group, nameOf } from "./standing";
import { checkWord, say } from "./words";

interface Act {
  /** Does what the button of a finding says. */
  act: (finding: Finding) => void;
  /** A backup runs: what a button would start is already happening. */
  busy: boolean;
  /** False without the privileged part: then nothing that a button says could be done. */
  able: boolean;
}

/** Whether the button of a finding starts a backup; the others open Thunderbird's settings. */
export const startsBackup = (finding: Finding) => !finding.check.startsWith("pop-");

/** The one main action of a finding, if it has one. */
export function ActionButton({
  finding,
  act,
  busy,
  able,
  main = false,
}: Act & { finding: Finding; main?: boolean }) {
  const word = checkWord(finding.check, "action", finding.values);
  if (!word || !able) return null;
  return (
    <button
      type="button"
      class={main ? "main" : ""}
      disabled={busy && startsBackup(finding)}
      onClick={() => act(finding)}
    >
      {word}
    </button>
  );
}

interface PointsProps {
  findings: Finding[];
  /** Whose each is; left out where a heading says it. */
  accounts?: AccountFact[];
}

/** Findings in one line each, with the way to the rest. */
export const SmallPoints = ({ findings, accounts = [] }: PointsProps) => (
  <ul class="points">
    {findings.map((finding) => (
      <li key={finding.id}>
        <SeverityMark severity={finding.severity} />
        {accounts.length > 0 && (
          <bdi class="who">
            {accountNames(finding, accounts).join(", ") || nameOf(finding, accounts)}
          </bdi>
        )}
        <PageLink hash={findingHash(finding.id)}>
          {checkWord(finding.check, "what", finding.values)}
        </PageLink>
      </li>
    ))}
  </ul>
);

/** What is wrong at one address: the most serious finding in full, the others one click away. */
export function AddressCard({ group, main, ...action }: Act & { group: Group; main: boolean }) {
  const { lead, rest } = group;
  const serious = rest.some((one) => one.severity === "critical" || one.severity === "high");
  const name = group.name || say("popup_this_thunderbird");
  return (
    <section class="card" aria-label={name}>
      <div class="heading">
        <h2 class="name" title={name}>
          <bdi>{name}</bdi>
        </h2>
        <SeverityMark severity={lead.severity} />
      </div>
      <p>{checkWord(lead.check, "what", lead.values)}</p>
      <p class="effect">{checkWord(lead.check, "effect", lead.values)}</p>
      <div class="actions">
        <ActionButton finding={lead} main={main} {...action} />
        <PageLink hash={findingHash(lead.id)}>{say("popup_why")}</PageLink>
      </div>
      {rest.length > 0 && (
        <details>
          <summary>
            {serious
              ? say("popup_more_points", { count: rest.length })
              : say("popup_smaller_points", { count: rest.length })}
          </summary>
          <SmallPoints findings={rest} />
        </details>
      )}
    </section>
  );
}
