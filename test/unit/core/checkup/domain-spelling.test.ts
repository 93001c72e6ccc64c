import { expect, it } from "vitest";
import { asciiDomain } from "../../../../src/core/checkup/domain-spelling";

it.each([
  "bücher.example",
  "café.nl",
  "münchen.de",
  "ünïcödé-mix.nl",
  "例え.テスト",
  "пример.рф",
  "Straße.de",
  "zażółć.gęślą.pl",
  "xn--caf-dma.nl",
  "Mail.Example.NL",
])("spells %s as a web address does", (domain) => {
  expect(asciiDomain(domain)).toBe(new URL(`http://${domain}`).hostname);
});

it("is the same for what was spelt already", () => {
  expect(asciiDomain(asciiDomain("bücher.example"))).toBe("xn--bcher-kva.example");
});

it("takes blanks, a dot at the end and the wide dot away", () => {
  expect(asciiDomain(" Example.nl. ")).toBe("example.nl");
  expect(asciiDomain("café。nl")).toBe("xn--caf-dma.nl");
});

it("leaves what is no domain as it is, and is done with it soon", () => {
  expect(asciiDomain("")).toBe("");
  const long = "é".repeat(50_000);
  expect(asciiDomain(long)).toBe(long);
});
