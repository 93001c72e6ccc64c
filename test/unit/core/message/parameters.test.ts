import { expect, it } from "vitest";
import { engineCharsets as charsets } from "../../../../src/core/message/engine-charsets";
import { partedField } from "../../../../src/core/message/parameters";
import { utf8 } from "./mail-bytes";

const name = (value: string) => partedField(`attachment; ${value}`, charsets).parameter("filename");

it.each([
  ["bare", "filename=report.pdf", "report.pdf"],
  ["quoted", 'filename="a; b.pdf"', "a; b.pdf"],
  ["with escapes", 'filename="a \\"b\\".pdf"', 'a "b".pdf'],
  ["RFC 2231", "filename*=UTF-8''na%C3%AFve.txt", "naïve.txt"],
  ["in pieces", 'filename*0="long "; filename*1=name.txt', "long name.txt"],
  ["in encoded pieces", "filename*0*=utf-8'nl'%E2%82; filename*1*=%AC; filename*2=.txt", "€.txt"],
  ["in pieces out of order", "filename*1=b; filename*0=a", "ab"],
  ["an encoded word, against the rule", 'filename="=?utf-8?Q?na=C3=AFve?=.txt"', "naïve.txt"],
  ["bare UTF-8", `filename="${utf8("naïve")}.txt"`, "naïve.txt"],
  ["the extended one before the plain one", "filename=x; filename*=utf-8''y", "y"],
  ["an open quote", 'filename="open.txt', "open.txt"],
  ["no second of a name", "filename=one; filename=two", "one"],
  ["case of its name", "FileName=x", "x"],
  ["a percent sign without digits", "filename*=utf-8''100%", "100%"],
])("reads a name: %s", (_what, value, wanted) => {
  expect(name(value)).toBe(wanted);
});

it("knows the type in lower case and tells what is not there", () => {
  const field = partedField('Text/HTML; charset="UTF-8"', charsets);
  expect(field.main).toBe("text/html");
  expect(field.parameter("charset")).toBe("UTF-8");
  expect(field.parameter("name")).toBeNull();
  expect(partedField("", charsets).main).toBe("");
});

it("is not held up by fields made to take long", () => {
  for (const hostile of [
    ';a="'.repeat(50_000),
    `;${"x*0*=a;".repeat(50_000)}`,
    `; a=${"\\".repeat(100_000)}`,
  ]) {
    expect(partedField(hostile, charsets).main).toBe("");
  }
});
