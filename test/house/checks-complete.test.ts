import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import { actionFor, type Check } from "../../src/core/checkup/check";
import { checks } from "../../src/core/checkup/checks/index";
import { filesIn, read } from "./source";
import { english, forms, inKey, shown } from "./wordings";

const folder = "src/core/checkup/checks/";
const names = (files: string[], ending: string) =>
  files.map((path) => basename(path, ending)).sort();
const ids = checks.map(({ id }) => id).sort();

const parts = ["title", "what", "effect", "why", "do", "action"] as const;

/** Only what a click can do something about has a word for its button. */
const partsOf = (check: Check, kind?: string) =>
  parts.filter((part) => part !== "action" || actionFor(check.action, kind) !== null);

/** The keys of one sentence of a check: those of its kind, else those that hold for every kind. */
const keysOf = (id: string, part: string, kind?: string): string[] => {
  const own = kind ? forms(`check_${inKey(id)}_${inKey(kind)}_${part}`) : [];
  return own.length > 0 ? own : forms(`check_${inKey(id)}_${part}`);
};

describe("every check", () => {
  it("is in the list once, under the name of its file", () => {
    const files = filesIn(folder, [".ts"]).filter((path) => !path.endsWith("/index.ts"));
    expect(ids).toEqual(names(files, ".ts"));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(filesIn(folder, [".ts"]))("has the id that its file is named after: %s", (path) => {
    const name = basename(path, ".ts");
    if (name !== "index") expect(read(path)).toContain(`id: "${name}"`);
  });

  it("has a unit test, and no test is left of a check that is gone", () => {
    expect(names(filesIn(`test/unit/core/checkup/checks`), ".test.ts")).toEqual(ids);
  });

  it("has a docs page with its sections, and no page is left of a check that is gone", () => {
    expect(names(filesIn("docs/checks"), ".md")).toEqual(ids);
    const sections = ["What is checked", "When it fires", "Why it matters", "What to do"];
    for (const id of ids) {
      const page = read(`docs/checks/${id}.md`);
      for (const section of [...sections, "What it cannot see"]) {
        expect(page, id).toContain(`\n## ${section}\n`);
      }
    }
  });

  it("is in the table of all checks once, and nothing else is", () => {
    const rows = [...read("docs/checks.md").matchAll(/^\| \[(.+?)\]\(checks\/(.+?)\.md\) \|/gm)];
    expect(rows.map(([, name]) => name).sort()).toEqual(ids);
    for (const [, name, page] of rows) expect(page).toBe(name);
  });

  it("says in that table of live tests that are there", () => {
    for (const [, path = ""] of read("docs/checks.md").matchAll(/\(\.\.\/(test\/live\/.+?)\)/g)) {
      expect(filesIn("test/live", [".live.ts"])).toContain(path);
    }
  });
});

describe.each(checks.map((check) => [check.id, check] as const))("the words of %s", (id, check) => {
  const kinds = check.kinds ?? [undefined];

  it("are there for every kind", () => {
    const missing = kinds.flatMap((kind) =>
      partsOf(check, kind)
        .filter((part) => keysOf(id, part, kind).length === 0)
        .map((part) => `${kind} ${part}`),
    );
    expect(missing).toEqual([]);
  });

  it("show only values that every finding carries", () => {
    const own = Object.entries(english).filter(([key]) => key.startsWith(`check_${inKey(id)}_`));
    const strangers = own.flatMap(([key, sentence]) =>
      shown(sentence)
        .filter((name) => !check.values.some((value) => value.toLowerCase() === name))
        .map((name) => `${key} shows ${name}`),
    );
    expect(strangers).toEqual([]);
  });

  it("are not too long for a card", () => {
    const long = kinds
      .flatMap((kind) => ["title", "what", "effect"].flatMap((part) => keysOf(id, part, kind)))
      .filter((key) => (english[key]?.message.length ?? 0) > 115);
    expect(long).toEqual([]);
  });

  it("choose between one and many only where a count is among the values", () => {
    const plural = Object.keys(english).some(
      (key) => key.startsWith(`check_${inKey(id)}_`) && key.endsWith("_one"),
    );
    if (plural) expect(check.values).toContain("count");
  });
});

it("has no words for a check, a kind or a part that does not exist", () => {
  const known = new Set(
    checks.flatMap(({ id, kinds = [] }) =>
      [undefined, ...kinds].flatMap((kind) =>
        parts.flatMap((part) =>
          forms(["check", inKey(id), ...(kind ? [inKey(kind)] : []), part].join("_")),
        ),
      ),
    ),
  );
  const words = Object.keys(english).filter((key) => key.startsWith("check_"));
  expect(words.filter((key) => !known.has(key))).toEqual([]);
});
