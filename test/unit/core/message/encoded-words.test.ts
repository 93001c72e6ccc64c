import { expect, it } from "vitest";
import { decodedValue } from "../../../../src/core/message/encoded-words";
import { engineCharsets as charsets } from "../../../../src/core/message/engine-charsets";
import { utf8 } from "./mail-bytes";

it.each([
  ["plain", "Dinner on Friday", "Dinner on Friday"],
  ["Q", "=?iso-8859-1?Q?Caf=E9_om_drie?= <a@b>", "Café om drie <a@b>"],
  ["B", "=?UTF-8?B?UGFuw6Q=?=", "Panä"],
  ["base64 without padding", "=?utf-8?b?UGFuw6Q?=", "Panä"],
  ["two words with a space between", "=?utf-8?q?a?= =?utf-8?q?b?=", "ab"],
  ["words with text between", "=?utf-8?q?a?= and =?utf-8?q?b?=", "a and b"],
  ["a character torn in two", "=?utf-8?B?4p0=?= =?utf-8?B?pA==?=", "❤"],
  ["Japanese, torn", "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"],
  ["two charsets side by side", "=?utf-8?q?=C3=A9?= =?iso-8859-1?q?=E9?=", "éé"],
  ["a language behind the charset", "=?us-ascii*en?Q?Keith_Moore?=", "Keith Moore"],
  ["a space inside, against the rule", "=?utf-8?Q?two words?=", "two words"],
  ["an unknown charset that is UTF-8", "=?nonsense?Q?=C3=A9?=", "é"],
  ["an unknown charset that is not", "=?nonsense?Q?=E9?=", "é"],
  ["ASCII that lies", "=?us-ascii?Q?=C3=A9?=", "é"],
  ["bytes that are no UTF-8, said to be", "=?utf-8?Q?a=FFb?=", "a\ufffdb"],
  ["no end", "=?utf-8?Q?open", "=?utf-8?Q?open"],
  ["an = without digits", "=?utf-8?Q?a=ZZ=?=", "a=ZZ="],
  ["nothing in it", "=?utf-8?Q??=x", "x"],
])("decodes %s", (_name, value, text) => {
  expect(decodedValue(value, charsets)).toBe(text);
});

it("takes bare bytes for UTF-8 where they are that, else for Windows' own", () => {
  expect(decodedValue(utf8("Café"), charsets)).toBe("Café");
  expect(decodedValue("Caf\xe9", charsets)).toBe("Café");
});

it("is not held up by headers made to take long", () => {
  for (const hostile of [
    "=?".repeat(10_000),
    `=?utf-8?q?${"=?".repeat(9000)}`,
    "=?a?b?".repeat(3000),
  ]) {
    expect(decodedValue(hostile, charsets)).toBeTruthy();
  }
});
