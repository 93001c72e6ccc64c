import { escapeHtml } from "../escape-html";
import { htmlPage } from "../html-page";
import type { Reason, Values } from "../reason";
import type { ContactsResult } from "./export-files";

/** The sentences of the page, in the user's language. */
interface Words {
  language: string;
  say(key: string, values?: Values): string;
  number(value: number): string;
  date(time: number): string;
  reason(reason: Reason): string;
}

const styles = `
:root{color-scheme:light dark;font:14px/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:1rem 0}
th,td{text-align:start;padding:.4rem .6rem;border-bottom:1px solid GrayText;overflow-wrap:anywhere}
.n{text-align:end;font-variant-numeric:tabular-nums}`;

/** report.html of saved address books: what was saved, and by name what could not be. */
export function contactsPage(result: ContactsResult, words: Words): string {
  const say = (key: string, values?: Values) => escapeHtml(words.say(key, values));
  const row = (cells: (string | number)[]) =>
    `<tr>${cells
      .map((cell) =>
        typeof cell === "number"
          ? `<td class="n">${words.number(cell)}</td>`
          : `<td>${escapeHtml(cell)}</td>`,
      )
      .join("")}</tr>`;
  const books = result.books.map(({ name, contacts, lists, photos }) =>
    row([name, contacts, lists, photos]),
  );
  const missing = result.missing.map(({ account, message, reason }) =>
    row([account, message?.subject || "–", words.reason(reason)]),
  );
  const columns = ["book", "contacts", "lists", "photos"].map(
    (name) => `<th scope="col">${say(`contacts_column_${name}`)}</th>`,
  );
  const state = result.missingCount > 0 ? "contacts_incomplete" : "contacts_complete";
  const main = `<p><strong>${say(state, { count: result.missingCount })}</strong></p>
<p>${say("report_when", { date: words.date(result.at) })}</p>
<table><thead><tr>${columns.join("")}</tr></thead><tbody>
${books.join("\n")}
</tbody></table>
${missing.length > 0 ? `<table><tbody>\n${missing.join("\n")}\n</tbody></table>` : ""}
<p>${say("contacts_report_files")}</p>
<p>${say("contacts_back")}</p>`;
  return htmlPage({ language: words.language, title: say("contacts_report_title"), styles, main });
}
