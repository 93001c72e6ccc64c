import { type Part, wellFormed } from "../part";

/** What one account's entry says in a part that has one per account; or why that is not known. */
export const partOf = <T>(record: Part<Record<string, Part<T>>>, account: string): Part<T> =>
  record.ok ? wellFormed(record.value[account]) : record;
