import type { Finding, Severity } from "../core/checkup/report";
import { bySeverity, groupsOf, subjectName } from "../ui/standing";
import { say } from "../ui/words";
import { FindingArticle, type OnPage } from "./finding-article";
import { AddressNote } from "./provider-note";
import { type Unseen, UnseenArticles } from "./unseen";

interface Props extends OnPage {
  findings: Finding[];
  unseen: Unseen[];
}

interface Group {
  name: string;
  findings: Finding[];
  unseen: Unseen[];
}

const levels: Severity[] = ["critical", "high", "medium", "low", "info"];

/** One group for each address: what was found first, and what could not be seen there beside it. */
function addressGroups({ findings, unseen, accounts }: Props): Group[] {
  const groups = new Map<string, Group>();
  for (const { name, lead, rest } of groupsOf(findings, accounts)) {
    groups.set(name.toLowerCase(), { name, findings: [lead, ...rest], unseen: [] });
  }
  for (const one of unseen) {
    const name = subjectName(one.subject, accounts);
    const group = groups.get(name.toLowerCase()) ?? { name, findings: [], unseen: [] };
    group.unseen.push(one);
    groups.set(name.toLowerCase(), group);
  }
  return [...groups.values()];
}

/** Advice on these stands open; that on lesser points waits for a click, so that it does not drown them. */
const pressing: Severity[] = ["critical", "high"];

/** The report by address, or by how serious it is. The same advice is opened once. */
export function ReportGroups({ by, ...props }: Props & { by: "address" | "severity" }) {
  const { findings, unseen, accounts, ...onPage } = props;
  const sorted = findings.toSorted(bySeverity);
  const advised = new Set<string>();
  const article = (finding: Finding, under: boolean) => {
    const first = pressing.includes(finding.severity) && !advised.has(finding.check);
    if (first) advised.add(finding.check);
    return (
      <FindingArticle
        key={finding.id}
        finding={finding}
        accounts={accounts}
        advised={first}
        under={under}
        {...onPage}
      />
    );
  };

  if (by === "address")
    return (
      <>
        {addressGroups(props).map((group, at) => (
          <section key={group.name} aria-labelledby={`address-${at}`}>
            <h3 id={`address-${at}`}>
              <bdi>{group.name || say("popup_this_thunderbird")}</bdi>
            </h3>
            <AddressNote address={group.name} checks={group.findings.map(({ check }) => check)} />
            {group.findings.map((finding) => article(finding, true))}
            <UnseenArticles unseen={group.unseen} accounts={accounts} named={false} />
          </section>
        ))}
      </>
    );
  return (
    <>
      {levels
        .map((level) => ({ level, all: sorted.filter(({ severity }) => severity === level) }))
        .filter(({ all }) => all.length > 0)
        .map(({ level, all }) => (
          <section key={level} aria-labelledby={`level-${level}`}>
            <h3 id={`level-${level}`}>{say(`severity_${level}`)}</h3>
            {all.map((finding) => article(finding, false))}
          </section>
        ))}
      {unseen.length > 0 && (
        <section aria-labelledby="level-unknown">
          <h3 id="level-unknown">{say("options_unknown_title")}</h3>
          <UnseenArticles unseen={unseen} accounts={accounts} named />
        </section>
      )}
    </>
  );
}
