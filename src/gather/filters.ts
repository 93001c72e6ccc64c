import type { FilterFact } from "../core/checkup/snapshot";
import type { Part } from "../core/part";
import { readFilters } from "../thunderbird/mail-settings";
import { asPart } from "./as-part";

/** The filters of one account that delete mail, those that are switched on. */
export const gatherFilters = (account: string, at: number): Promise<Part<FilterFact[]>> =>
  asPart(at, () => readFilters(account));
