import { locale, say } from "../ui/words";

/** When the steps and notes about other people's programs were written; those change without us. */
const writtenAt = Date.UTC(2026, 10, 23);

/** The date of what stands above, since menus of other programs change. */
export function WrittenDate() {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  return <p class="secondary">{say("steps_written", { date: day.format(writtenAt) })}</p>;
}
