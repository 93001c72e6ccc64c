import { beforeEach, describe, expect, it, vi } from "vitest";
import browser from "webextension-polyfill";
import english from "../../../_locales/en/messages.json";
import dutch from "../../../_locales/nl/messages.json";
import { runCheckup } from "../../../src/core/checkup/run";
import { households, snapshotOf } from "../core/checkup/households/household";
import { speak } from "../fakes/browser";

const catalogues = { en: english, nl: dutch } as const;
const parts = ["title", "what", "effect", "why", "do", "action"] as const;

const reports = households.map((name) => [name, runCheckup(snapshotOf(name))] as const);

/** What no sentence about somebody's mail may look like. */
const nonsense: [string, RegExp][] = [
  ["a key or a placeholder", /[$_]|\bcheck-|\breason-/],
  ["a value of the program", /undefined|null|NaN|\[object|Infinity|account\d/],
  ["a hole where a value should be", / {2}|\s[.,;:)]|\(\s*\)|^[\s.,]|“”|""/],
  [
    "nothing counted",
    /(?<![\d.,])0 (messages|folders|days|emails|berichten|mappen|dagen|mails)\b/i,
  ],
  ["one as many", /(?<![\d.,])1 (messages|folders|days|emails|berichten|mappen|dagen|mails)\b/i],
];

describe.each(["en", "nl"] as const)("the sentences in %s", (language) => {
  beforeEach(() => {
    vi.resetModules();
    speak(language);
    vi.mocked(browser.i18n.getMessage).mockClear();
  });

  it.each(reports)("of %s are whole", async (_name, report) => {
    const { checkWord, reasonWord } = await import("../../../src/ui/words");
    const getMessage = vi.mocked(browser.i18n.getMessage);
    getMessage.mockClear();
    const said: string[] = [];
    for (const { findings, notKnown } of report.outcomes) {
      for (const { check, values, action } of findings) {
        for (const part of parts.filter((one) => one !== "action" || action)) {
          said.push(`${check} ${part}: ${checkWord(check, part, values)}`);
        }
      }
      for (const { reason } of notKnown) said.push(`${reason.code}: ${reasonWord(reason)}`);
    }
    expect(said.filter((text) => /: .{0,3}$/.test(text))).toEqual([]);
    for (const [what, pattern] of nonsense) {
      const bad = said.filter((text) => pattern.test(text.slice(text.indexOf(": ") + 2)));
      expect(bad, what).toEqual([]);
    }
    for (const [key, substitutions] of getMessage.mock.calls) {
      expect(catalogues[language], key).toHaveProperty([key]);
      expect([substitutions ?? []].flat(), key).not.toContain("");
    }
  });
});
