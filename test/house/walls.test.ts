import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { filesIn, source } from "./source";

/** One row per room of the house: what it may import, whole or as types, and which packages. */
interface Room {
  at: string;
  may: string[];
  types?: string[];
  packages?: string[];
}

const core = "src/core/";
const protocol = ["src/protocol.ts", "src/protocol/"];
const drawing = ["src/ui/", ...protocol, "src/wording.ts"];

const rooms: Room[] = [
  { at: core, may: [core] },
  { at: "src/thunderbird/", may: ["src/thunderbird/", "src/wording.ts"], types: [core] },
  { at: "src/gather/", may: ["src/gather/", "src/thunderbird/", core] },
  {
    at: "src/background/",
    may: [
      "src/background/",
      "src/gather/",
      "src/thunderbird/",
      core,
      ...protocol,
      "src/wording.ts",
      "_locales/",
    ],
    packages: ["@noble/hashes"],
  },
  { at: "src/protocol.ts", may: [], types: [core, "src/protocol/"] },
  { at: "src/protocol/", may: [], types: [core] },
  { at: "src/wording.ts", may: [], types: [core] },
  { at: "src/globals.d.ts", may: [], types: [core] },
  { at: "src/mail-delivery.d.ts", may: [], types: [core] },
  { at: "src/backup-disk.d.ts", may: [], types: [core] },
  { at: "src/address-cards.d.ts", may: [], types: [core] },
  { at: "src/ui/", may: [...drawing, "_locales/"], types: [core], packages: ["preact"] },
  { at: "src/popup/", may: ["src/popup/", ...drawing], types: [core], packages: ["preact"] },
  { at: "src/options/", may: ["src/options/", ...drawing], types: [core], packages: ["preact"] },
];

/** The two files of the pages that speak to Thunderbird: one asks, one translates. */
const speakers = ["src/ui/ask.ts", "src/ui/words.ts"];
const listeners = "src/background/index.ts";

const globals = /^(messenger|browser|chrome)(\.|$)/;
const polyfill = "webextension-polyfill";

const files = filesIn("src", [".ts", ".tsx"]);
const roomOf = (path: string) => rooms.find(({ at }) => path === at || path.startsWith(at));

/** Where an import leads, from the root of the repository; a package keeps its name. */
function target(path: string, from: string): string {
  if (!from.startsWith(".")) return from;
  const plain = posix.join(posix.dirname(path), from);
  if (plain.endsWith(".json")) return plain;
  return files.find((file) => file.replace(/(\/index)?\.tsx?$/, "") === plain) ?? `${plain}.ts`;
}

const within = (places: string[], path: string) =>
  places.some((place) => path === place || (place.endsWith("/") && path.startsWith(place)));

const isPackage = (names: string[], from: string) =>
  names.some((name) => from === name || from.startsWith(`${name}/`));

function trespasses(path: string): string[] {
  const room = roomOf(path);
  if (!room) return [`${path} stands in no room`];
  return source(path).imports.flatMap(({ from, typeOnly }) => {
    const to = target(path, from);
    if (from === polyfill) return mayTouch(path) ? [] : [`${path} may not touch Thunderbird`];
    if (within(room.may, to) || isPackage(room.packages ?? [], from)) return [];
    if (typeOnly && within(room.types ?? [], to)) return [];
    return [`${path} may not import ${typeOnly ? "types of " : ""}${to}`];
  });
}

const mayTouch = (path: string) =>
  path.startsWith("src/thunderbird/") || path === listeners || speakers.includes(path);

const touches = (path: string) => source(path).uses.filter((use) => globals.test(use)).length > 0;

describe("the walls between the rooms", () => {
  it("has every room", () => {
    const empty = rooms.filter(
      ({ at }) => !files.some((path) => path === at || path.startsWith(at)),
    );
    expect(empty.map(({ at }) => at)).toEqual([]);
  });

  it("are crossed by no import the wrong way", () => {
    expect(files.flatMap(trespasses)).toEqual([]);
    // Reads every file of the project; a machine that does other things as well takes its time.
  }, 60_000);

  it("keep Thunderbird in one room, with its listeners and the two files that speak for pages", () => {
    // The types of our experiments are declared as a part of `messenger`.
    const outside = files.filter((path) => touches(path) && !mayTouch(path));
    expect(outside.filter((path) => !path.endsWith(".d.ts"))).toEqual([]);
  });

  it("let the background's entry do nothing with Thunderbird but listen", () => {
    const chains = source(listeners).uses.filter((use) => globals.test(use) && use.includes("."));
    expect(chains.length).toBeGreaterThan(0);
    expect(chains.filter((use) => !/\.on[A-Z]\w*\.addListener$/.test(use))).toEqual([]);
  });
});

describe("the core", () => {
  const impure = ["Date.now", "Math.random", "new Date()", "globalThis", "performance.now"];

  it.each(impure)("never uses %s", (what) => {
    const users = filesIn(core, [".ts"]).filter((path) => source(path).uses.includes(what));
    expect(users).toEqual([]);
  });
});

describe("an experiment", () => {
  const scripts = filesIn("experiments", [".js", ".mjs"]);

  it("imports nothing of ours", () => {
    const ours = scripts.flatMap((path) =>
      source(path).imports.map(({ from }) => `${path} imports ${from}`),
    );
    expect(ours).toEqual([]);
  });

  it("loads modules of Thunderbird alone", () => {
    const loads = scripts.flatMap((path) =>
      source(path).calls.filter(({ name }) => /importESModule|loadSubScript/.test(name)),
    );
    expect(loads.length).toBeGreaterThan(0);
    expect(loads.filter(({ argument }) => !/^(resource:\/\/|chrome:\/\/)/.test(argument))).toEqual(
      [],
    );
  });
});
