import { describe, expect, it } from "vitest";
import english from "../../_locales/en/messages.json";
import dutch from "../../_locales/nl/messages.json";
import { type Catalogue, wording } from "../../src/wording";

const noon = new Date(2026, 10, 23, 12).getTime();
const hour = 3_600_000;
const catalogue: Catalogue = {
  greeting: { placeholders: { name: { content: "$2" }, count: { content: "$1" } } },
  mails_one: {},
  mails_other: { placeholders: { count: { content: "$1" } } },
  seen: { placeholders: { seenat: { content: "$1" } } },
  room: { placeholders: { freebytes: { content: "$1" } } },
};

const lookup = (key: string, given: string[]) => `${key}(${given.join("|")})`;
const inLanguage = (locale: string) => wording(lookup, locale, catalogue, () => noon);
const { say, size, ago, has } = inLanguage("en");

describe("a sentence", () => {
  it("gets its values by name, in the order of its placeholders", () => {
    expect(say("greeting", { name: "Ann", count: 3 })).toBe("greeting(3|Ann)");
  });

  it("leaves a value out that it is not given, and says its key where it has no words", () => {
    expect(say("greeting", { name: "Ann" })).toBe("greeting(|Ann)");
    expect(wording(() => "", "en", catalogue).say("nowhere")).toBe("nowhere");
  });

  it("chooses the form for one or for many by the count", () => {
    expect(say("mails", { count: 1 })).toBe("mails_one()");
    expect(say("mails", { count: 0 })).toBe("mails_other(0)");
    expect(say("mails", { count: 1200 })).toBe("mails_other(1,200)");
  });

  it("chooses the form for many in a language that knows more forms than it has", () => {
    expect(inLanguage("pl").say("mails", { count: 3 })).toBe("mails_other(3)");
  });

  it("writes sizes and times as such, by the name of the value", () => {
    expect(say("room", { freeBytes: 34_000_000 })).toBe("room(34 MB)");
    expect(say("seen", { seenAt: noon - 5 * 60_000 })).toBe("seen(5 minutes ago)");
  });

  it("is not turned around by a name from somebody's mail", () => {
    expect(say("greeting", { name: "a\u202Eb\nc", count: 1 })).toBe("greeting(1|ab c)");
  });

  it("does not read a name as one more placeholder", () => {
    expect(say("greeting", { name: "$1 $name$", count: 7 })).toBe("greeting(7|$1 $name$)");
  });
});

describe("numbers", () => {
  it("are written as the language of the sentences writes them", () => {
    expect(inLanguage("nl").number(16812)).toBe("16.812");
    expect(inLanguage("nl").size(1_500_000)).toBe("1,5 MB");
  });

  it.each([
    [0, "0 bytes"],
    [999, "999 bytes"],
    [1000, "1 kB"],
    [1_234_567, "1.2 MB"],
    [999_600, "1 MB"],
    [34_400_000, "34 MB"],
    [2_000_000_000, "2 GB"],
  ])("of bytes are sizes: %i is %s", (bytes, text) => {
    expect(size(bytes)).toBe(text);
  });
});

describe("a time", () => {
  it.each([
    [0, "just_now()"],
    [-hour, "just_now()"],
    [2 * 60_000, "2 minutes ago"],
    [3 * hour, "3 hours ago"],
    [13 * hour, "yesterday"],
    [72 * hour, "3 days ago"],
    [7 * 24 * hour, "7 days ago"],
    [8 * 24 * hour, "November 15, 2026"],
  ])("%i ms ago is '%s'", (passed, text) => {
    expect(ago(noon - passed)).toBe(text);
  });

  it("is told in the language of the sentences", () => {
    expect(inLanguage("nl").ago(noon - 24 * hour)).toBe("gisteren");
  });
});

it("knows which sentences there are", () => {
  expect(has("greeting")).toBe(true);
  expect(has("mails")).toBe(false);
});

it("finds the same places for values in both languages", () => {
  const places = (all: Catalogue) =>
    Object.entries(all).map(([key, { placeholders }]) => [key, placeholders]);
  expect(places(dutch as Catalogue)).toEqual(places(english as Catalogue));
});
