import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Report, Severity } from "../../../../../src/core/checkup/report";
import type { Snapshot } from "../../../../../src/core/checkup/snapshot";

const place = fileURLToPath(new URL(".", import.meta.url));

/** One household's list, written before the checks: README.md tells how it is read. */
export interface Expected {
  about: string;
  must: { check: string; account: string | null; severity: Severity | Severity[]; why: string }[];
  mustNot: { check: string; account: string; why: string }[];
  notKnown: { check: string; account: string }[];
  may: { check: string; account: string; why: string }[];
}

export const households = readdirSync(place, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

const read = <T>(household: string, file: string): T =>
  JSON.parse(readFileSync(`${place}${household}/${file}`, "utf8"));

export const snapshotOf = (household: string): Snapshot => read(household, "snapshot.json");
export const expectedOf = (household: string): Expected => read(household, "expected.json");
export const goldenOf = (household: string): Report => read(household, "report.golden.json");

/** Only for the explicit `POSTWACHT_GOLDEN=write`, never as a side effect of a test. */
export const writeGolden = (household: string, report: Report): void =>
  writeFileSync(`${place}${household}/report.golden.json`, `${JSON.stringify(report, null, 1)}\n`);
