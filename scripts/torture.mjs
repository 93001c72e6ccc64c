// npm run torture -- --minutes N --seed S: random faults, one after another, to a real Thunderbird that backs up from
// a real server, with a check by other programs after each. Goes on behind the last fault of the same seed.
//   --thunderbird 140   on Thunderbird 140 instead of the installed one
// Mounts a small disk, so it has to run as root. docs/torture.md explains it, and gets a line for each run.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  installedThunderbird,
  installPackages,
  installPrograms,
  root,
  thunderbird140,
} from "./programs.mjs";

/** @param {string} name @param {string} otherwise */
function argument(name, otherwise) {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
}

const minutes = Number(argument("--minutes", "5"));
const seed = Number(argument("--seed", "1"));
if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
  console.error("usage: npm run torture -- --minutes 5 --seed 1");
  process.exit(2);
}
installPackages();
installPrograms({ forTests: true });
const program = argument("--thunderbird", "") === "140" ? thunderbird140() : installedThunderbird();
if (!program) throw new Error("Thunderbird 140 cannot be had on this system.");
const { build } = await import("./build.mjs");
const { bundleScript } = await import("./bundle-script.mjs");
process.env.POSTWACHT_XPI = (await build()).xpi;
process.env.POSTWACHT_THUNDERBIRD = program.folder;
const { torture } = await import(
  pathToFileURL(join(root, await bundleScript("test/live/torture.ts"))).href
);
const failed = await torture({
  minutes,
  seed,
  stateFile: join(root, ".cache/torture/state.json"),
  tallyFile: join(root, "docs/torture.md"),
});
process.exit(failed === 0 ? 0 : 1);
