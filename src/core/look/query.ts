import type { MessageLine } from "../backup/index-line";
import { Refusal } from "../refusal";

export const sortKeys = ["date", "from", "subject", "size"] as const;
export type SortKey = (typeof sortKeys)[number];

/** What somebody looks for in a backup. Texts match in any case, with or without accents, each of their words. */
export interface LookQuery {
  /** In the sender or in the subject. */
  text?: string;
  from?: string;
  subject?: string;
  /** The date from there on, in milliseconds since the epoch. */
  since?: number;
  /** The date before that. */
  until?: number;
  /** Only what is no longer in its folder. */
  goneOnly?: boolean;
  sort?: SortKey;
  descending?: boolean;
}

const longestText = 500;

/** A query as a page sent it; refused where it is none. */
export function queryFrom(given: unknown): LookQuery {
  if (typeof given !== "object" || given === null) throw new Refusal("bad-request");
  const query: LookQuery = {};
  for (const [name, value] of Object.entries(given as Record<string, unknown>)) {
    if (value === undefined) continue;
    if (name === "text" || name === "from" || name === "subject") {
      if (typeof value !== "string" || value.length > longestText) throw new Refusal("bad-request");
      query[name] = value;
    } else if (name === "since" || name === "until") {
      if (typeof value !== "number" || !Number.isFinite(value)) throw new Refusal("bad-request");
      query[name] = value;
    } else if (name === "goneOnly" || name === "descending") {
      query[name] = value === true;
    } else if (name === "sort" && sortKeys.includes(value as SortKey)) {
      query.sort = value as SortKey;
    } else {
      throw new Refusal("bad-request");
    }
  }
  return query;
}

/** As texts are compared: without case and accents. Most are ASCII, where less is to be done. */
export const plain = (text: string): string =>
  /\P{ASCII}/u.test(text)
    ? text
        .normalize("NFKD")
        .replace(/\p{M}+/gu, "")
        .toLowerCase()
    : text.toLowerCase();

const wordsIn = (text: string | undefined): string[] =>
  plain(text ?? "")
    .split(/\s+/)
    .filter((word) => word !== "");

/** The moment that a message is listed under: its Date header's, else when it arrived. */
export const shownDate = ({ date, received }: Pick<MessageLine, "date" | "received">): number =>
  Number(date ?? received);

/** Nothing is reckoned with it, so a line of a foreign backup may hold anything there. */
export const subjectOf = ({ subject }: Pick<MessageLine, "subject">): string =>
  typeof subject === "string" ? subject : "";

/** Whether a message's line is what somebody looks for, but for `goneOnly`. */
export function matcher(query: LookQuery): (line: MessageLine) => boolean {
  const [any, from, subject] = [query.text, query.from, query.subject].map(wordsIn) as [
    string[],
    string[],
    string[],
  ];
  const since = query.since ?? Number.NEGATIVE_INFINITY;
  const until = query.until ?? Number.POSITIVE_INFINITY;
  return (line) => {
    const date = shownDate(line);
    if (date < since || date >= until) return false;
    if (any.length === 0 && from.length === 0 && subject.length === 0) return true;
    const [sender, about] = [plain(line.from), plain(subjectOf(line))];
    return (
      any.every((word) => sender.includes(word) || about.includes(word)) &&
      from.every((word) => sender.includes(word)) &&
      subject.every((word) => about.includes(word))
    );
  };
}
