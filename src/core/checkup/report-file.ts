import type { ReportWords } from "../backup/report-page";
import { escapeHtml } from "../escape-html";
import { htmlPage } from "../html-page";
import type { Values } from "../reason";
import { findingsIn, isPutAside, type Prints } from "./attention";
import type { Finding, NotKnown, Outcome, Report, Severity, Subject } from "./report";
import type { AccountFact } from "./snapshot";

/** The sentences of the page, in the user's language; core has none of its own. */
export interface CheckupWords extends ReportWords {
  check(check: string, part: "title" | "what" | "effect" | "why" | "do", values?: Values): string;
}

/** Everything that the page says. */
export interface ReportFile {
  report: Report;
  accounts: readonly AccountFact[];
  dismissed: Prints;
  program: { postwacht: string; thunderbird: string };
}

const order: Severity[] = ["critical", "high", "medium", "low", "info"];

const styles = `
:root{color-scheme:light dark;font:14px/1.5 system-ui,sans-serif}
body{max-width:46rem;margin:2rem auto;padding:0 1rem}
h2{margin-block:2.4rem 0;font-size:1.2rem}
h3{margin-block:1.2rem .2rem;font-size:1rem}
p{margin:.2rem 0}
article{break-inside:avoid}
.level{font-weight:600}
.advice{margin-block:.5rem 0}
.secondary{opacity:.8}
li{margin-block:.4rem}`;

/** The report as JSON for whoever wants to look at it with other tools; ids are explained by `accounts`. */
export function reportJson({ report, accounts, dismissed, program }: ReportFile): string {
  const putAside = findingsIn(report)
    .filter((finding) => isPutAside(finding, dismissed))
    .map(({ id }) => id);
  return `${JSON.stringify({ ...report, program, accounts, putAside }, null, 2)}\n`;
}

/** The report as a page to read, print and keep: no script, no pictures, no links, and all text as text. */
export function reportFile(file: ReportFile, words: CheckupWords): string {
  const { report, accounts, dismissed, program } = file;
  const say = (key: string, values?: Values) => escapeHtml(words.say(key, values));
  const found = findingsIn(report);
  const open = found.filter((finding) => !isPutAside(finding, dismissed));
  const aside = found.filter((finding) => isPutAside(finding, dismissed));
  const unseen = report.outcomes.filter(({ notKnown, reason }) => notKnown.length > 0 || reason);
  const fine = report.outcomes.filter(({ state }) => state === "fine");
  const title = say("checkup_file_title");
  const main = `<p>${say("checkup_file_when", { date: words.date(report.takenAt) })}</p>
${open.length === 0 ? `<p>${say("popup_nothing_found")}</p>` : byAddress(open, accounts, words)}
${section("options_unknown_title", unseen, (one) => unseenItem(one, accounts, words), words)}
${section("options_put_aside", aside, (one) => asideItem(one, accounts, words), words)}
${section("options_fine_title", fine, ({ check }) => escapeHtml(words.check(check, "title")), words)}
<p class="secondary">${say("report_made_by", program)}</p>`;
  return htmlPage({ language: words.language, title, styles, main });
}

function nameOf(subject: Subject, accounts: readonly AccountFact[]): string {
  const account = accounts.find(({ id }) => subject.accounts.includes(id));
  return subject.address ?? account?.emails[0] ?? account?.name ?? "";
}

/** One heading for each address, in the order of its most serious finding. */
function byAddress(
  findings: Finding[],
  accounts: readonly AccountFact[],
  words: CheckupWords,
): string {
  const rank = ({ severity }: Finding) => order.indexOf(severity);
  const groups = new Map<string, { name: string; findings: Finding[] }>();
  for (const finding of findings.toSorted((a, b) => rank(a) - rank(b))) {
    const name = nameOf(finding.subject, accounts) || words.say("popup_this_thunderbird");
    const group = groups.get(name.toLowerCase()) ?? { name, findings: [] };
    group.findings.push(finding);
    groups.set(name.toLowerCase(), group);
  }
  return [...groups.values()]
    .map(
      ({ name, findings }) =>
        `<h2>${escapeHtml(name)}</h2>\n${findings.map((one) => article(one, words)).join("\n")}`,
    )
    .join("\n");
}

function article({ check, severity, values }: Finding, words: CheckupWords): string {
  const text = (part: "what" | "effect" | "why" | "do") =>
    escapeHtml(words.check(check, part, values));
  return `<article>
<h3>${text("what")}</h3>
<p class="level">${escapeHtml(words.say(`severity_${severity}`))}</p>
<p>${text("effect")}</p>
<p class="advice">${text("why")}</p>
<p class="advice">${text("do")}</p>
</article>`;
}

function unseenItem(
  { check, notKnown, reason }: Outcome,
  accounts: readonly AccountFact[],
  words: CheckupWords,
): string {
  const sentence = (one: NotKnown) =>
    [nameOf(one.subject, accounts), words.reason(one.reason)].filter(Boolean).join(": ");
  const reasons =
    notKnown.length > 0 ? notKnown.map(sentence) : reason ? [words.reason(reason)] : [];
  return [words.check(check, "title"), ...reasons].map(escapeHtml).join("<br>");
}

const asideItem = (
  { check, subject, values }: Finding,
  accounts: readonly AccountFact[],
  words: CheckupWords,
): string =>
  escapeHtml(
    [nameOf(subject, accounts), words.check(check, "what", values)].filter(Boolean).join(": "),
  );

/** A list under a heading; nothing where the list is empty. */
const section = <T>(
  heading: string,
  list: readonly T[],
  item: (one: T) => string,
  words: CheckupWords,
): string =>
  list.length === 0
    ? ""
    : `<h2>${escapeHtml(words.say(heading, { count: list.length }))}</h2>\n<ul>\n${list.map((one) => `<li>${item(one)}</li>`).join("\n")}\n</ul>`;
