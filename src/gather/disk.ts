import type { DiskFact } from "../core/checkup/snapshot";
import type { Part } from "../core/part";
import { readDisk } from "../thunderbird/mail-settings";
import { asPart } from "./as-part";

/** The places on this computer where the profile and the mail stand. */
export const gatherDisk = (at: number): Promise<Part<DiskFact>> => asPart(at, readDisk);
