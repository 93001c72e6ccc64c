import type { Finding } from "../core/checkup/report";
import type { AccountFact } from "../core/checkup/snapshot";
import { findingHash } from "./ask";
import { type Act, FindingAction } from "./finding-action";
import { type Fixing, FixPanel } from "./fix-panel";
import { PageLink } from "./page-link";
import { SeverityMark } from "./severity";
import { accountNames, type Group, nameOf } from "./standing";
import { checkWord, say } from "./words";

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
export function AddressCard({
  group,
  main,
  fixing,
  close,
  ...action
}: Act & { group: Group; main: boolean; fixing: Fixing; close: () => void }) {
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
        <FindingAction finding={lead} main={main && action.opened === null} {...action} />
        <PageLink hash={findingHash(lead.id)}>{say("popup_why")}</PageLink>
      </div>
      {action.opened === lead.id && (
        <FixPanel of={{ findingId: lead.id }} {...fixing} close={close} />
      )}
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
