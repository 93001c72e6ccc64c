import { escapeHtml } from "../escape-html";
import type { Rehearsal } from "../rehearsal/compare";
import type { ReportWords } from "./report-page";

/** What report.html says of the last time that mail was put back for a try; nothing where there was none. */
export function rehearsalPart(rehearsal: Rehearsal | undefined, words: ReportWords): string {
  if (!rehearsal) return "";
  const { at, thunderbird, all, asked, changed, lost } = rehearsal;
  const say: ReportWords["say"] = (key, values) => escapeHtml(words.say(key, values));
  const how = all ? "report_rehearsal_all" : "report_rehearsal_sample";
  const sentences = [
    say(how, { date: words.date(at), thunderbird }),
    say("report_rehearsal_whole", { whole: asked - lost, asked }),
    ...(changed > 0 ? [say("rehearsal_changed", { count: changed })] : []),
    ...(lost > 0 ? [say("report_rehearsal_lost", { count: lost })] : []),
  ];
  return `<h2>${say("report_rehearsal")}</h2>\n<p>${sentences.join(" ")}</p>`;
}
