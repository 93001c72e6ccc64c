import { describe, expect, it } from "vitest";
import { reasonCodes } from "../../src/core/reason";
import { filesIn, read, source } from "./source";
import { catalogue, english, forms, inKey, locales, shown } from "./wordings";

const code = filesIn("src", [".ts", ".tsx"]);

/** Keys put together from an id or a code; other house tests hold each of them to its list. */
const patterns = [/^check_/, /^reason_/, /^severity_(critical|high|medium|low|info)$/];

describe("the two languages", () => {
  it("have the same keys", () => {
    expect(Object.keys(catalogue("nl"))).toEqual(Object.keys(english));
  });

  it("have their keys in order, so that two people can add some at once", () => {
    expect(Object.keys(english)).toEqual(Object.keys(english).sort());
  });

  it("have the same placeholders in the same places", () => {
    const places = (locale: string) =>
      Object.entries(catalogue(locale)).map(([key, { placeholders }]) => [key, placeholders]);
    expect(places("nl")).toEqual(places("en"));
  });

  it.each(locales)("show every value that they ask for, and no other: %s", (locale) => {
    const wrong = Object.entries(catalogue(locale)).filter(
      ([, sentence]) =>
        Object.keys(sentence.placeholders ?? {})
          .sort()
          .join() !== shown(sentence).sort().join(),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it.each(locales)("number their values from $1 on: %s", (locale) => {
    const wrong = Object.entries(catalogue(locale)).filter(([, { placeholders }]) => {
      const contents = Object.values(placeholders ?? {}).map(({ content }) => content);
      return contents.sort().join() !== contents.map((_, at) => `$${at + 1}`).join();
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it("have a form for many where they have one for one", () => {
    const lonely = Object.keys(english).filter((key) => {
      const other = key.replace(/_(one|other)$/, (form) => (form === "_one" ? "_other" : "_one"));
      return other !== key && !english[other];
    });
    expect(lonely).toEqual([]);
  });

  it.each(locales)("keep the voice of the house: %s", (locale) => {
    const loud = /!|\bplease\b|\bsimply\b|\berror occurred\b|alstublieft|eenvoudigweg|\.\.\./i;
    const shouting = Object.entries(catalogue(locale)).filter(([, { message }]) =>
      loud.test(message),
    );
    expect(shouting.map(([key]) => key)).toEqual([]);
  });
});

describe("every key", () => {
  const manifest = read("manifest.json");
  const pages = filesIn("src", [".html"]).map(read);
  const named = new Set([
    ...code.flatMap((path) => source(path).strings),
    ...[manifest, ...pages].flatMap((text) =>
      [...text.matchAll(/__MSG_(\w+?)__/g)].map(([, key = ""]) => key),
    ),
  ]);
  const heads = code
    .flatMap((path) => source(path).templateHeads)
    .filter((head) => /^[a-z]+_(\w*_)?$/.test(head));

  it("is used", () => {
    const unused = Object.keys(english).filter((key) => {
      const plain = key.replace(/_(one|other)$/, "");
      if (patterns.some((pattern) => pattern.test(key))) return false;
      return !named.has(key) && !named.has(plain) && !heads.some((head) => key.startsWith(head));
    });
    expect(unused).toEqual([]);
  });

  it("that the code or the manifest asks for has words", () => {
    const asked = code.flatMap((path) =>
      source(path)
        .calls.filter(({ name }) => /(^|\.)(say|getMessage)$/.test(name))
        .map(({ argument }) => argument),
    );
    const fixed = [...named].filter((key) => manifest.includes(`__MSG_${key}__`));
    expect(asked.length).toBeGreaterThan(0);
    expect([...asked, ...fixed].filter((key) => forms(key).length === 0)).toEqual([]);
  });
});

describe("what comes from a list", () => {
  it("has words for every reason, and words for no other", () => {
    const wanted = reasonCodes.map((each) => `reason_${inKey(each)}`).sort();
    const reasons = Object.keys(english).filter((key) => key.startsWith("reason_"));
    expect(reasons).toEqual(wanted);
  });

  it.each(["critical", "high", "medium", "low", "info"])("has a word for severity %s", (level) => {
    expect(forms(`severity_${level}`)).toHaveLength(1);
  });
});
