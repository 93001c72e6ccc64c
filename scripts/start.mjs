// npm start: the main job in a real Thunderbird with demonstration mailboxes on a real Dovecot.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installedThunderbird, installPackages, installPrograms, root } from "./programs.mjs";

try {
  installPackages();
  installPrograms();
  const { build } = await import("./build.mjs");
  const { bundleScript } = await import("./bundle-script.mjs");
  const { xpi } = await build();
  const demo = await bundleScript("test/live/demonstration.ts");
  const { demonstrate } = await import(pathToFileURL(join(root, demo)).href);
  process.exitCode = await demonstrate({ thunderbird: installedThunderbird(), xpi });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
process.exit();
