// Runs vitest and reads what came of it.
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./programs.mjs";

/**
 * What a run came to; `failed` names each test that failed, with the first line of why.
 * @typedef {{ passed: number, failed: string[] }} Outcome
 */

/** @param {string} file @returns {Outcome | null} */
function read(file) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // A runner that could not even start has written nothing.
    return null;
  }
  /** @type {Outcome} */
  const outcome = { passed: report.numPassedTests, failed: [] };
  for (const suite of report.testResults) {
    const bad = suite.assertionResults.filter((/** @type {any} */ one) => one.status === "failed");
    for (const one of bad) {
      outcome.failed.push(`${one.fullName}: ${String(one.failureMessages[0]).split("\n")[0]}`);
    }
    // A suite that failed before its first test is a failure too.
    if (suite.status === "failed" && bad.length === 0) {
      outcome.failed.push(`${suite.name}: ${String(suite.message).split("\n")[0]}`);
    }
  }
  return outcome;
}

/**
 * @param {string[]} args @param {string} file where the report goes
 * @returns {Outcome}
 */
export function vitest(args, file) {
  const reports = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  rmSync(file, { force: true });
  const status = run("npx", ["vitest", "run", ...args, ...reports]);
  const outcome = read(file) ?? { passed: 0, failed: ["the test runner did not start"] };
  if (status !== 0 && outcome.failed.length === 0) {
    outcome.failed.push(`the test runner ended with ${status}`);
  }
  return outcome;
}

/** So many files of a version may need a second attempt; more is no accident. */
const mostAgain = 3;

/**
 * The live tests, one file after another, each with a Thunderbird, a server and a profile of its own. A file that
 * fails is tried a second time from the beginning; the first that fails twice ends the run.
 * @param {string} results the folder for the reports
 * @returns {Outcome & { again: string[] }} `again` names what needed a second attempt, and why
 */
export function liveTests(results) {
  mkdirSync(results, { recursive: true });
  const files = readdirSync(join(root, "test/live")).filter((name) => name.endsWith(".live.ts"));
  /** @type {Outcome & { again: string[] }} */
  const total = { passed: 0, failed: [], again: [] };
  for (const file of files) {
    const args = ["--project", "live", "--bail", "1", `test/live/${file}`];
    let outcome = vitest(args, join(results, `${file}.json`));
    if (outcome.failed.length > 0 && total.again.length < mostAgain) {
      total.again.push(`${file}: ${outcome.failed.join("; ")}`);
      outcome = vitest(args, join(results, `${file}.again.json`));
    }
    total.passed += outcome.passed;
    total.failed.push(...outcome.failed);
    if (outcome.failed.length > 0) break;
  }
  return total;
}
