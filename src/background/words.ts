import english from "../../_locales/en/messages.json";
import type { CheckupWords } from "../core/checkup/report-file";
import { interfaceLanguage, lookup } from "../thunderbird/i18n";
import { type Catalogue, wording } from "../wording";

/** The sentences that leave the background: the reports', the notification's and the folder picker's. */
export function backgroundWords(): CheckupWords {
  const language = lookup("locale_code", []) || "en";
  const here = interfaceLanguage();
  const locale = here.split("-")[0] === language.split("-")[0] ? here : language;
  const { say, number, size, date, check, reason } = wording(lookup, locale, english as Catalogue);
  return {
    language,
    say,
    number,
    size,
    date,
    check,
    reason,
  };
}
