import type { Reason, Values } from "./core/reason";

/** What WebExtension `i18n.getMessage` does: the sentence for a key, with positional substitutions. */
export type Lookup = (key: string, substitutions: string[]) => string;

/** As much of a `messages.json` as is needed: which keys there are, and the order of their values. */
export type Catalogue = Record<string, { placeholders?: Record<string, { content: string }> }>;

export interface Wording {
  /** The sentence for a key. `count` chooses between `<key>_one` and `<key>_other` where the plain key does not exist. */
  say(key: string, values?: Values): string;
  has(key: string): boolean;
  number(value: number): string;
  /** A byte count as people say it: "34 MB". */
  size(bytes: number): string;
  /** "3 days ago" up to a week, then the date. */
  ago(time: number): string;
  /** The full date and time. */
  date(time: number): string;
  /** One of a check's sentences: that of the finding's kind, else the general one; empty where there is none. */
  check(check: string, part: CheckPart, values?: Values): string;
  /** The sentence for a reason. */
  reason(reason: Reason): string;
}

export type CheckPart = "title" | "what" | "effect" | "why" | "do" | "action";

/** How an id, a kind or a code stands in a key. */
const inKey = (name: string | number) => String(name).replaceAll("-", "_");

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Names come from mail and folders; a control character or a change of direction in one must not turn a sentence around. */
const plain = (text: string) =>
  text.replace(/[\u202A-\u202E\u2066-\u2069]/g, "").replace(/\p{Cc}+/gu, " ");

const startOfDay = (time: number) => new Date(time).setHours(0, 0, 0, 0);

/**
 * Sentences with their values, by name. A value that is a number is written as the locale does:
 * `bytes` or `...Bytes` as a size, `...At` as a date (milliseconds since the epoch), the rest as a number.
 */
export function wording(
  lookup: Lookup,
  locale: string,
  catalogue: Catalogue,
  now: () => number = Date.now,
): Wording {
  const keys = new Map(Object.entries(catalogue).map(([key, entry]) => [key.toLowerCase(), entry]));
  const numbers = new Intl.NumberFormat(locale);
  const plurals = new Intl.PluralRules(locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const shortDate = new Intl.DateTimeFormat(locale, { dateStyle: "long" });
  const fullDate = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });

  const has = (key: string) => keys.has(key.toLowerCase());
  const number = (value: number) => numbers.format(value);

  function size(bytes: number): string {
    let value = Math.max(0, bytes);
    let step = 0;
    while (value >= 999.5 && step < units.length - 1) {
      value /= 1000;
      step += 1;
    }
    return new Intl.NumberFormat(locale, {
      style: "unit",
      unit: units[step] ?? "byte",
      unitDisplay: step === 0 ? "long" : "short",
      maximumFractionDigits: step > 0 && value < 10 ? 1 : 0,
    }).format(value);
  }

  function ago(time: number): string {
    const passed = now() - time;
    const days = Math.round((startOfDay(now()) - startOfDay(time)) / day);
    // A clock that was put back must not turn the past into the future.
    if (passed < minute) return say("just_now");
    if (passed < hour) return relative.format(-Math.floor(passed / minute), "minute");
    if (days === 0) return relative.format(-Math.floor(passed / hour), "hour");
    if (days <= 7) return relative.format(-days, "day");
    return shortDate.format(time);
  }

  function written(name: string, value: string | number): string {
    if (typeof value === "string") return plain(value);
    if (/(^b|B)ytes$/.test(name)) return size(value);
    if (name.endsWith("At")) return ago(value);
    return number(value);
  }

  function form(key: string, values: Values): string {
    if (has(key) || typeof values.count !== "number") return key;
    const wanted = `${key}_${plurals.select(values.count)}`;
    return has(wanted) ? wanted : `${key}_other`;
  }

  function say(key: string, values: Values = {}): string {
    const chosen = form(key, values);
    const substitutions: string[] = [];
    for (const [name, { content }] of Object.entries(
      keys.get(chosen.toLowerCase())?.placeholders ?? {},
    )) {
      const place = Number(content.slice(1)) - 1;
      const value = Object.entries(values).find(([given]) => given.toLowerCase() === name);
      substitutions[place] = value ? written(value[0], value[1]) : "";
    }
    return (
      lookup(
        chosen,
        Array.from(substitutions, (text) => text ?? ""),
      ) || chosen
    );
  }

  function check(id: string, part: CheckPart, values: Values = {}): string {
    const general = `check_${inKey(id)}_${part}`;
    const special = `check_${inKey(id)}_${inKey(values.kind ?? "")}_${part}`;
    const key = [special, general].find((one) => has(one) || has(`${one}_other`));
    return key ? say(key, values) : "";
  }

  const reason = ({ code, values }: Reason) => say(`reason_${inKey(code)}`, values);

  return { say, has, number, size, ago, date: (time) => fullDate.format(time), check, reason };
}
