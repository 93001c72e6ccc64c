// Holds what ships against web-ext's linter. The linter is made for Firefox, so what it says wrongly of a
// Thunderbird add-on stands in a list below; anything that is not on the list fails.
//   node scripts/lint-addon.mjs [FOLDER]   an add-on that is built already; else one is built
import { readFileSync } from "node:fs";
import { join } from "node:path";
// @ts-expect-error It brings no types of its own.
import webExt from "web-ext";
import { build } from "./build.mjs";

/**
 * @typedef {{ code: string, message: string, description?: string, file?: string, line?: number,
 *   instancePath?: string }} Finding
 */

const dist = process.argv[2] ?? (await build()).dist;
const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));

/**
 * The package that a line of a bundle comes from: the bundler writes a file's path above its code.
 * @param {Finding} finding
 */
function packageOf({ file = "", line = 0 }) {
  const above = readFileSync(join(dist, file), "utf8").split("\n").slice(0, line).reverse();
  const from = above.find((text) => /^\/\/ (.*\/)?(node_modules|src|_locales)\//.test(text)) ?? "";
  return /^\/\/ (?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(from)?.[1] ?? null;
}

const thunderbirdOnly = ["accountsRead", "messagesRead", "messagesTagsList"];

/**
 * Code -> when the finding is wrong about us.
 * @type {Record<string, (finding: Finding) => boolean>}
 */
const mistaken = {
  // Thunderbird allows experiments in every add-on; Firefox in its own alone.
  MANIFEST_FIELD_PRIVILEGED: ({ instancePath }) => instancePath === "/experiment_apis",
  // Firefox does not know Thunderbird's permissions.
  MANIFEST_PERMISSIONS: ({ instancePath }) =>
    thunderbirdOnly.includes(manifest.permissions[Number(instancePath?.split("/").at(-1))]),
  // Preact has one such line, for dangerouslySetInnerHTML, which our own code never uses.
  UNSAFE_VAR_ASSIGNMENT: (finding) => packageOf(finding) === "preact",
  // Thunderbird for Android runs no add-ons.
  KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION: ({ file }) => file === "manifest.json",
  // Thunderbird requires strict_max_version of an add-on with experiments.
  STRICT_MAX_VERSION: ({ file }) => file === "manifest.json",
};

const report = await webExt.cmd.lint(
  { sourceDir: dist, selfHosted: true, output: "none" },
  { shouldExitProgram: false },
);
/** @type {Finding[]} */
const findings = [...report.errors, ...report.warnings, ...report.notices];
const justified = findings.filter((finding) => !mistaken[finding.code]?.(finding));
// One that never comes any more would let something else through later.
const outdated = Object.keys(mistaken).filter(
  (code) => !findings.some((finding) => finding.code === code),
);

for (const { code, message, description = "", file = "manifest.json", line } of justified) {
  console.error(`${file}${line ? `:${line}` : ""}  ${code}\n  ${message}\n  ${description}`);
}
for (const code of outdated) {
  console.error(`scripts/lint-addon.mjs  ${code} is on the list and was not found; take it off.`);
}
const troubles = justified.length + outdated.length;
console.log(
  troubles === 0
    ? `The add-on linter found nothing but its ${findings.length} known mistakes about Thunderbird.`
    : `The add-on linter: ${troubles} to look at.`,
);
process.exit(troubles === 0 ? 0 : 1);
