import { escapeHtml } from "../escape-html";
import { htmlPage } from "../html-page";
import type { Missing, Verdict } from "../job";
import type { Reason, Values } from "../reason";
import type { FolderRecord, Manifest } from "./manifest";
import { markedPart } from "./report-part";
import { readingPart } from "./report-reading";
import { rehearsalPart } from "./report-rehearsal";
import type { Reading } from "./verify-reading";

/** The sentences of the report, in the user's language; core has none of its own. */
export interface ReportWords {
  language: string;
  say(key: string, values?: Values): string;
  number(value: number): string;
  size(bytes: number): string;
  date(time: number): string;
  reason(reason: Reason): string;
}

/** The report names so many missing messages; a longer list helps nobody. */
const mostMissing = 5000;

const styles = `
:root{color-scheme:light dark;font:14px/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}
th,td{text-align:start;padding:.4rem .6rem;border-bottom:1px solid GrayText;vertical-align:top;overflow-wrap:anywhere}
.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
.verdict{font-size:1.2rem;font-weight:600}
.incomplete,.unknown{font-weight:600}`;

function folderRow(record: FolderRecord, words: ReportWords): string {
  const verdict = record.verdict;
  const state: Verdict = verdict?.state ?? "unknown";
  const numbers = verdict
    ? [verdict.server, verdict.rows, verdict.bodies, verdict.saved]
    : [null, null, null, null];
  const cells = numbers.map(
    (value) => `<td class="n">${value === null ? "–" : words.number(value)}</td>`,
  );
  const notes = [
    words.say(`report_state_${state}`),
    ...(verdict?.reason ? [words.reason(verdict.reason)] : []),
    ...(verdict && verdict.altered > 0
      ? [words.say("report_altered", { count: verdict.altered })]
      : []),
    ...(record.gone > 0 ? [words.say("report_gone", { count: record.gone })] : []),
    ...(record.leftOut ? [words.say("report_left_out")] : []),
    ...(record.subscribed ? [] : [words.say("report_not_subscribed")]),
    ...(record.present ? [] : [words.say("report_not_present")]),
  ];
  const depth = record.delimiter === "" ? 0 : record.path.split(record.delimiter).length - 1;
  const name = `<th scope="row" style="padding-inline-start:${0.6 + depth * 1.2}rem">${escapeHtml(record.name)}</th>`;
  return `<tr>${name}${cells.join("")}<td class="${state}">${notes.map(escapeHtml).join("<br>")}</td></tr>`;
}

function missingRow(missing: Missing, words: ReportWords): string {
  const { message } = missing;
  const date = message?.date == null ? "–" : words.date(message.date);
  const cells = [
    missing.folder,
    message?.subject ?? "–",
    message?.from ?? "–",
    date,
    words.reason(missing.reason),
  ];
  return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`;
}

const heading = (words: ReportWords, names: string[], numeric: number[]) =>
  `<thead><tr>${names
    .map((name, i) => {
      const place = numeric.includes(i) ? ' class="n"' : "";
      return `<th scope="col"${place}>${escapeHtml(words.say(`report_column_${name}`))}</th>`;
    })
    .join("")}</tr></thead>`;

function missingTable(missing: readonly Missing[], words: ReportWords): string {
  if (missing.length === 0) return `<p>${escapeHtml(words.say("report_nothing_missing"))}</p>`;
  const rows = missing.slice(0, mostMissing).map((one) => missingRow(one, words));
  const names = ["folder", "subject", "from", "date", "reason"];
  const more =
    missing.length > mostMissing
      ? `<p>${escapeHtml(words.say("report_more_missing", { count: missing.length - mostMissing }))}</p>`
      : "";
  return `<table>${heading(words, names, [])}<tbody>${rows.join("\n")}</tbody></table>${more}`;
}

/** What the verdict is not said of, and what it cannot know. */
function caveats({ leftOut, possibleCaps }: Manifest, words: ReportWords): string {
  const lines = [
    ...(leftOut ? [words.say("report_left_out_folders", { folders: leftOut.join(", ") })] : []),
    ...(possibleCaps ?? []).map(({ folder, count }) =>
      words.say("report_possible_cap", { folder, count }),
    ),
  ];
  return lines.map((line) => `<p>${escapeHtml(line)}</p>\n`).join("");
}

/**
 * report.html: the proof for people. One page without script, pictures or links; it shows what backup.json
 * says, what the last run could not save, what the last complete reading and the last try found, and where the address books are
 * that the same backups save.
 */
export function reportPage(
  manifest: Manifest,
  missing: readonly Missing[],
  words: ReportWords,
  reading: Reading | null = null,
  contactsFolder: string | null = null,
): string {
  const folders = [...manifest.folders].sort((a, b) => a.path.localeCompare(b.path));
  const counted = folders.filter((folder) => folder.present && !folder.leftOut);
  const sum = (count: (folder: FolderRecord) => number) =>
    counted.reduce((total, folder) => total + count(folder), 0);
  const saved = sum((folder) => folder.verdict?.saved ?? 0);
  const expected = sum((folder) => folder.verdict?.server ?? folder.verdict?.rows ?? 0);
  const isServer = counted.some((folder) => folder.verdict?.server != null);
  const say = (key: string, values?: Values) => escapeHtml(words.say(key, values));
  const title = say("report_title", { address: manifest.address });
  const columns = ["folder", "server", "here", "fetched", "saved", "verdict"];
  const main = `<p class="verdict">${say(`report_verdict_${manifest.verdict}`, { saved, expected })}</p>
<p>${say("report_when", { date: manifest.endedAt === null ? "–" : words.date(manifest.endedAt) })}
${say(isServer ? "report_meaning_server" : "report_meaning_local")}</p>
${caveats(manifest, words)}<h2>${say("report_folders")}</h2>
<table>${heading(words, columns, [1, 2, 3, 4])}<tbody>
${folders.map((folder) => folderRow(folder, words)).join("\n")}
</tbody></table>
<h2>${say("report_missing")}</h2>
${missingTable(missing, words)}
${markedPart("reading", readingPart(reading, words))}
${markedPart("rehearsal", rehearsalPart(manifest.rehearsal, words))}
${contactsFolder === null ? "" : `<p>${say("report_contacts", { folder: contactsFolder })}</p>\n`}<p>${say("report_limits")}</p>
<p>${say("report_made_by", { version: manifest.program.postwacht, thunderbird: manifest.program.thunderbird })}</p>`;
  return htmlPage({ language: words.language, title, styles, main });
}
