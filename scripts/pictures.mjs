// npm run pictures: takes the pictures in docs/pictures from the real Thunderbird.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { installedThunderbird, installPackages, installPrograms, root } from "./programs.mjs";

installPackages();
installPrograms();
const { build } = await import("./build.mjs");
const { bundleScript } = await import("./bundle-script.mjs");
process.env.POSTWACHT_XPI = (await build()).xpi;
process.env.POSTWACHT_THUNDERBIRD = installedThunderbird().folder;
const bundle = await bundleScript("test/live/pictures.ts");
const { takePictures } = await import(pathToFileURL(join(root, bundle)).href);
await takePictures(join(root, "docs/pictures"));
process.exit(0);
