// npm test: every test. Ends with a line "N passed, N failed".
//   node scripts/test.mjs [--only static|unit|live] [--thunderbird 153|140]
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  installedThunderbird,
  installPackages,
  installPrograms,
  root,
  run,
  thunderbird140,
} from "./programs.mjs";

const argument = (/** @type {string} */ name) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
};
const only = argument("--only");
const version = argument("--thunderbird");
const totals = { passed: 0, failed: 0 };

/** @param {string} what @param {string} command @param {string[]} args */
function step(what, command, args) {
  const started = Date.now();
  const ok = run(command, args) === 0;
  totals[ok ? "passed" : "failed"]++;
  console.log(`${ok ? "ok" : "FAILED"}: ${what} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

const results = join(root, ".cache/results");

/** @param {string} what @param {string[]} args @param {Record<string, string>} [env] */
function vitest(what, args, env = {}) {
  const file = join(results, `${what.replace(/\W+/g, "-")}.json`);
  Object.assign(process.env, env);
  const started = Date.now();
  const status = run("npx", [
    "vitest",
    "run",
    ...args,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  let counts = { numPassedTests: 0, numFailedTests: 0 };
  try {
    counts = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // A runner that could not even start has written nothing; its status says that it failed.
  }
  // A suite that failed before its first test is a failure too.
  const failed = Math.max(counts.numFailedTests, status === 0 ? 0 : 1);
  totals.passed += counts.numPassedTests;
  totals.failed += failed;
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`${what}: ${counts.numPassedTests} passed, ${failed} failed, ${seconds} s`);
}

/** @returns {{ folder: string, version: string }[]} */
function thunderbirds() {
  const installed = installedThunderbird();
  const other = installed.version.startsWith("140.") ? null : thunderbird140();
  if (!other && !installed.version.startsWith("140.")) {
    console.log(
      "Thunderbird 140 cannot be had on this system; the live tests run on the installed one only.",
    );
  }
  const all = other ? [installed, other] : [installed];
  return all.filter((one) => version === null || one.version.startsWith(`${version}.`));
}

try {
  installPackages();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  if (!only || only === "static") {
    step("formatting and lint", "npx", ["biome", "check", "."]);
    step("add-on lint", "node", ["scripts/lint-addon.mjs"]);
    for (const config of ["tsconfig.json", "src/core/tsconfig.json", "test/tsconfig.json"]) {
      step(`types of ${config}`, "npx", ["tsc", "-p", config]);
    }
  }
  if (!only || only === "unit")
    vitest("unit and house tests", ["--project", "unit", "--project", "house"]);
  if (!only || only === "live") {
    installPrograms({ forTests: true });
    const { build } = await import("./build.mjs");
    const full = await build();
    const bare = await build({ withExperiments: false });
    for (const { folder, version } of thunderbirds()) {
      vitest(`live tests on Thunderbird ${version}`, ["--project", "live", "--bail", "1"], {
        POSTWACHT_THUNDERBIRD: folder,
        POSTWACHT_XPI: full.xpi,
        POSTWACHT_XPI_WITHOUT_EXPERIMENTS: bare.xpi,
      });
    }
  }
} catch (error) {
  totals.failed++;
  console.error(error instanceof Error ? error.message : error);
}
console.log(`${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
