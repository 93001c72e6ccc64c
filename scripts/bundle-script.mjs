// Makes a TypeScript program of the test folder runnable by Node 20.
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./programs.mjs";

/**
 * @param {string} entry path from the project's root
 * @returns {Promise<string>} path of the bundle, from the project's root
 */
export async function bundleScript(entry) {
  const outfile = join(".cache", `${entry.replace(/[^a-z0-9]+/gi, "-")}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    logLevel: "warning",
  });
  return outfile;
}
