import { escapeHtml } from "../escape-html";
import type { Missing } from "../job";
import type { ReportWords } from "./report-page";
import { isWhole, type Reading } from "./verify-reading";

function hitRow({ folder, message, reason }: Missing, words: ReportWords): string {
  const date = message?.date == null ? "–" : words.date(message.date);
  const cells = [folder, message?.subject ?? "–", message?.from ?? "–", date, words.reason(reason)];
  return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`;
}

/** The part of report.html that says what the last complete reading found; nothing where there was none. */
export function readingPart(reading: Reading | null, words: ReportWords): string {
  if (!reading) return "";
  const { whole, messages, hits, hitCount, damages } = reading;
  const say: ReportWords["say"] = (key, values) => escapeHtml(words.say(key, values));
  const state = isWhole(reading) ? "whole" : "damaged";
  const list = damages
    .map(({ kind, file, count }) =>
      say(`verify_damage_${kind.replaceAll("-", "_")}`, { file, count }),
    )
    .map((text) => `<li>${text}</li>`);
  const columns = ["folder", "subject", "from", "date", "reason"].map(
    (name) => `<th scope="col">${say(`report_column_${name}`)}</th>`,
  );
  const more = hitCount - hits.length;
  return [
    `<h2>${say("report_reading")}</h2>`,
    `<p>${say(`report_reading_${state}`, { date: words.date(reading.endedAt), whole, messages })}</p>`,
    ...(list.length > 0 ? [`<ul>${list.join("\n")}</ul>`] : []),
    ...(hits.length > 0
      ? [
          `<table><thead><tr>${columns.join("")}</tr></thead><tbody>`,
          ...hits.map((hit) => hitRow(hit, words)),
          "</tbody></table>",
        ]
      : []),
    ...(more > 0 ? [`<p>${say("report_more_missing", { count: more })}</p>`] : []),
  ].join("\n");
}
