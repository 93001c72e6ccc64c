import english from "../../_locales/en/messages.json";
import type { ReportWords } from "../core/backup/report-page";
import { interfaceLanguage, lookup } from "../thunderbird/i18n";
import { type Catalogue, wording } from "../wording";

/** The sentences that leave the background: the report's and the folder picker's. */
export function backgroundWords(): ReportWords {
  const language = lookup("locale_code", []) || "en";
  const here = interfaceLanguage();
  const locale = here.split("-")[0] === language.split("-")[0] ? here : language;
  const { say, number, size, date } = wording(lookup, locale, english as Catalogue);
  return {
    language,
    say,
    number,
    size,
    date,
    reason: ({ code, values }) => say(`reason_${code.replaceAll("-", "_")}`, values),
  };
}
