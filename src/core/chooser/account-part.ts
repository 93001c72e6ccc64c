import { type Part, wellFormed } from "../part";

/** What a part of the snapshot says of one account. */
export function accountPart<T>(part: Part<Record<string, Part<T>>>, id: string): Part<T> {
  const all = wellFormed(part);
  return all.ok ? wellFormed(all.value[id]) : all;
}
