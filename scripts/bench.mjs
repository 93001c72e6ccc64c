// npm run bench: how fast the backup is beside a plain loop of the standard API and beside cp + sha256sum,
// on every Thunderbird that the tests use. Ratios of one run; nothing here passes or fails.
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
const bundle = await bundleScript("test/live/benchmark.ts");
const { measure, printFigures } = await import(pathToFileURL(join(root, bundle)).href);
const results = join(root, ".cache/bench");
mkdirSync(results, { recursive: true });
for (const program of [installedThunderbird(), thunderbird140()]) {
  if (!program) continue;
  process.env.POSTWACHT_THUNDERBIRD = program.folder;
  printFigures(await measure(), join(results, `${program.version}.json`));
}
process.exit(0);
