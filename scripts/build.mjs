// Builds dist/ (readable, not minified) and an .xpi with the same bytes each time.
//   node scripts/build.mjs [--without-experiments]
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build as bundle } from "esbuild";
import { zipSync } from "fflate";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The folders of an edition; `full` is the one that is released. */
const editions = {
  full: { dist: "full", suffix: "" },
  withoutExperiments: { dist: "without-experiments", suffix: "-without-experiments" },
};

/** @param {string} folder @returns {string[]} */
function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/**
 * @param {boolean} withExperiments
 * @param {string | null} updateUrl where Thunderbird looks for newer versions; in no edition but a released one
 */
function manifestText(withExperiments, updateUrl) {
  const manifest = JSON.parse(readFileSync(join(root, "manifest.json"), "utf8"));
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { manifest_version, name, ...rest } = manifest;
  if (!withExperiments) delete rest.experiment_apis;
  if (updateUrl !== null) rest.browser_specific_settings.gecko.update_url = updateUrl;
  return `${JSON.stringify({ manifest_version, name, version, ...rest }, null, 2)}\n`;
}

/**
 * A zip whose bytes depend on the files alone: sorted names, one fixed local time, one mode.
 * @param {string} folder
 */
function zip(folder) {
  /** @type {import("fflate").Zippable} */
  const entries = {};
  for (const path of filesUnder(folder).sort()) {
    const name = relative(folder, path).split(sep).join("/");
    entries[name] = [
      readFileSync(path),
      { mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100644 << 16, level: 9 },
    ];
  }
  return zipSync(entries);
}

/**
 * @param {{ withExperiments?: boolean, updateUrl?: string | null, into?: string }} [options] `into` is the folder
 *   that everything is built in
 * @returns {Promise<{ dist: string, xpi: string, sha256: string }>}
 */
export async function build({
  withExperiments = true,
  updateUrl = null,
  into = join(root, "dist"),
} = {}) {
  const edition = withExperiments ? editions.full : editions.withoutExperiments;
  const dist = join(into, edition.dist);
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  await bundle({
    absWorkingDir: root,
    entryPoints: {
      "background/index": "src/background/index.ts",
      "background/read-back-worker": "src/background/backup/read-back-worker.ts",
      "popup/popup": "src/popup/popup.tsx",
      "options/options": "src/options/options.tsx",
    },
    outdir: dist,
    bundle: true,
    format: "esm",
    splitting: true,
    chunkNames: "shared/[name]-[hash]",
    target: "firefox140",
    charset: "utf8",
    legalComments: "inline",
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "warning",
  });
  for (const page of ["popup/popup.html", "options/options.html"]) {
    cpSync(join(root, "src", page), join(dist, page));
  }
  for (const name of ["_locales", "icons", ...(withExperiments ? ["experiments"] : [])]) {
    cpSync(join(root, name), join(dist, name), { recursive: true });
  }
  cpSync(join(root, "LICENSE"), join(dist, "LICENSE"));
  cpSync(join(root, "VENDOR.md"), join(dist, "VENDOR.md"));
  writeFileSync(join(dist, "manifest.json"), manifestText(withExperiments, updateUrl));

  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const bytes = zip(dist);
  const xpi = join(into, `postwacht-${version}${edition.suffix}.xpi`);
  writeFileSync(xpi, bytes);
  return { dist, xpi, sha256: createHash("sha256").update(bytes).digest("hex") };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const withExperiments = !process.argv.includes("--without-experiments");
  const { xpi, sha256 } = await build({ withExperiments });
  console.log(`${sha256}  ${relative(root, xpi)}`);
}
