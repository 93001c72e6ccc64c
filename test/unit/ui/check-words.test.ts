import { describe, expect, it, vi } from "vitest";
import { actionFor } from "../../../src/core/checkup/check";
import { checks } from "../../../src/core/checkup/checks/index";
import { reasonCodes } from "../../../src/core/reason";
import { speak } from "../fakes/browser";

const parts = ["title", "what", "effect", "why", "do", "action"] as const;

const everyKind = checks.flatMap(({ id, kinds = [""], values, action }) =>
  kinds.map((kind) => {
    const given = Object.fromEntries(values.map((name) => [name, 2]));
    // Only what a click can do something about has a word for its button.
    const said = parts.filter((part) => part !== "action" || actionFor(action, kind) !== null);
    return [id, kind, kind ? { ...given, kind } : given, said] as const;
  }),
);

/** The pages' words, bound anew to a language. */
async function words(language: "en" | "nl") {
  vi.resetModules();
  speak(language);
  return import("../../../src/ui/words");
}

describe.each(["en", "nl"] as const)("a page in %s", (language) => {
  it.each(everyKind)(
    "has every sentence of %s %s, with its values",
    async (id, _kind, values, said) => {
      const { checkWord } = await words(language);
      for (const part of said) {
        expect(checkWord(id, part, values)).toMatch(/^[^$_]{4,}$/);
      }
    },
  );

  it("speaks of each kind in its own words", async () => {
    const { checkWord } = await words(language);
    const effects = everyKind.map(([id, , values]) => checkWord(id, "effect", values));
    expect(new Set(effects).size).toBe(effects.length);
  });

  it("uses one and many where there is a count", async () => {
    const { checkWord } = await words(language);
    const what = (days: number) =>
      checkWord("pop-short-retention", "what", { address: "", days, count: days });
    expect(what(1).replace("1", "2")).not.toBe(what(2));
  });

  it("has a sentence for every reason", async () => {
    const { reasonWord } = await words(language);
    const wordless = reasonCodes.filter((code) => !/ .+\.$/.test(reasonWord({ code, values: {} })));
    expect(wordless).toEqual([]);
  });
});
