// npm run release: makes the files of a release in dist/: the .xpi, its SHA-256 and updates.json.
//   npm run release [-- --at https://example.org/postwacht/]
// With the address where these files will lie, Thunderbird finds newer versions there by itself.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { build } from "./build.mjs";
import { root, run } from "./programs.mjs";
import {
  changelogSection,
  reasonsAgainst,
  sha256Text,
  updatesAddress,
  updatesText,
} from "./release-files.mjs";

const at = process.argv.indexOf("--at");
const address = at < 0 ? null : (process.argv[at + 1] ?? "");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");

/** @param {string[]} lines @returns {never} */
function refuse(lines) {
  console.error(["No release was made.", ...lines].join("\n"));
  process.exit(1);
}

const git = spawnSync("git", ["status", "--porcelain"], { cwd: root, encoding: "utf8" });
if (git.status !== 0) refuse([`git did not answer: ${git.stderr}`]);
const reasons = reasonsAgainst({ changes: git.stdout, changelog, version, address });
if (reasons.length > 0) refuse(reasons);

const updateUrl = address === null ? null : updatesAddress(address);
const { dist, xpi, sha256 } = await build({ updateUrl });
const again = await build({ updateUrl, into: join(root, ".cache/release") });
if (again.sha256 !== sha256) refuse(["Two builds of the same commit have different bytes."]);
if (run("node", ["scripts/lint-addon.mjs", dist]) !== 0) refuse(["The add-on linter objects."]);

const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
const file = basename(xpi);
const files = {
  [`${xpi}.sha256`]: sha256Text(sha256, file),
  [join(dirname(xpi), "updates.json")]: updatesText({ manifest, file, sha256, address }),
};
for (const [path, text] of Object.entries(files)) writeFileSync(path, text);
for (const path of [xpi, ...Object.keys(files)]) console.log(relative(root, path));
console.log(`SHA-256 ${sha256}\n\n${changelogSection(changelog, version)}`);
if (address === null) {
  console.log(
    "\nWithout --at this version looks nowhere for a newer one, and updates.json has no link to the file.",
  );
}
