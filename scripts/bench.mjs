// npm run bench: how fast the backup is beside a plain loop of the standard API and beside cp + sha256sum, the same
// over a slow line, what a second run over 100,000 messages takes and how long our steps hold Thunderbird, how much
// memory a mailbox of 2 and of 4 GB takes, and what the check-up costs with 50 accounts and 5,000 folders, on every
// Thunderbird that the tests use. `npm run bench backup`, `... slow-link`, `... second-run`, `... memory`,
// `... checkup`, `... restore`: some of them. Ratios of one run; nothing here passes or fails. See docs/performance.md.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  installedThunderbird,
  installPackages,
  installPrograms,
  root,
  thunderbird140,
} from "./programs.mjs";

installPackages();
installPrograms();
const { build } = await import("./build.mjs");
const { bundleScript } = await import("./bundle-script.mjs");
const { xpi } = await build();
process.env.POSTWACHT_XPI = xpi;
/** @param {string} entry a program of test/live */
const load = async (entry) =>
  import(pathToFileURL(join(root, await bundleScript(`test/live/${entry}.ts`))).href);
const { measure, printFigures } = await load("benchmark");
const { measureGathering, printGathering } = await load("gathering-benchmark");
const { measureJudging, printJudging } = await load("judging-benchmark");
const { measureSlowLink, printSlowLink } = await load("slow-link-benchmark");
const { measureSecondRun, printSecondRun } = await load("second-run-benchmark");
const { measureMemory, printMemory } = await load("memory-benchmark");
const { measureRestore, printRestore } = await load("restore-benchmark");
const wanted = process.argv.slice(2);
/** @param {string} name */
const wants = (name) => wanted.length === 0 || wanted.includes(name);

const results = join(root, ".cache/bench");
mkdirSync(results, { recursive: true });
if (wants("checkup")) printJudging(measureJudging(), join(results, "judging.json"));
for (const program of [installedThunderbird(), thunderbird140()]) {
  if (!program) continue;
  process.env.POSTWACHT_THUNDERBIRD = program.folder;
  /** @param {string} what */
  const file = (what) => join(results, `${what}-${program.version}.json`);
  if (wants("checkup")) printGathering(await measureGathering(), file("gathering"));
  if (wants("backup")) printFigures(await measure(), file("backup"));
  if (wants("slow-link")) printSlowLink(await measureSlowLink(), file("slow-link"));
  if (wants("second-run")) printSecondRun(await measureSecondRun(), file("second-run"));
  if (wants("restore")) printRestore(await measureRestore(), file("restore"));
  if (wants("memory")) {
    for (const gigabytes of [2, 4]) {
      printMemory(await measureMemory(gigabytes), file(`memory-${gigabytes}`));
    }
  }
}
process.exit(0);
