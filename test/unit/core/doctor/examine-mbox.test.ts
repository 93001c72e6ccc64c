import { describe, expect, it } from "vitest";
import { countOf, type FindingKind, isWellFormed } from "../../../../src/core/doctor/finding";
import { bytesOf, textOf } from "../mbox/random";
import { examine, mail, mboxOf, repair, separator } from "./mboxes";

const kinds = async (mbox: string) => Object.keys((await examine(mbox)).counts).sort();

const part = (boundary: string, closed: boolean) =>
  `--${boundary}\nContent-Type: text/plain\n\nHello\n${closed ? `--${boundary}--\n` : ""}`;
const multipart = 'Content-Type: multipart/mixed; boundary="b1"\n';

describe("a healthy file", () => {
  it("has nothing wrong, and its messages are counted", async () => {
    const found = await examine(mboxOf(mail("one"), mail("two"), mail("three")));
    expect(found).toMatchObject({ messages: 3, deleted: 0, format: "any", counts: {} });
  });

  it("may be empty", async () => {
    expect(await examine("")).toMatchObject({ messages: 0, format: "empty", counts: {} });
  });

  it("is read the same with CRLF line ends", async () => {
    const crlf = mboxOf(mail("one"), mail("two", "a\n>From b\n")).replaceAll("\n", "\r\n");
    expect(await examine(crlf)).toMatchObject({
      messages: 2,
      format: "mboxrd-or-mboxo",
      counts: {},
    });
  });

  it("is no mbox where no line is a separator or a header", async () => {
    const found = await examine("just\nsome text\n");
    expect(found).toMatchObject({ messages: 0, format: "not-mbox" });
  });
});

describe("the format", () => {
  it.each([
    ["mboxrd", mboxOf(mail("a", ">quote\n>>From b\n>From c\n"))],
    ["mboxrd-or-mboxo", mboxOf(mail("a", ">From c\n"))],
    ["nothing", mboxOf(mail("a", "x\nFrom here on\n"))],
    ["mixed", mboxOf(mail("a", "x\nFrom here on\n>From there\n"))],
    ["space", mboxOf(mail("a", "x\n From here on\n"))],
    ["mboxcl", mboxOf(mail("a", ">From c\n", "Content-Length: 8\n"))],
    ["mboxcl2", mboxOf(mail("a", "From c\nand\n", "Content-Length: 11\n"))],
  ])("%s", async (format, mbox) => {
    expect((await examine(mbox)).format).toBe(format);
  });

  it("knows Thunderbird's own store, and what is marked as deleted in it", async () => {
    const status = (word: string) => `X-Mozilla-Status: ${word}\nX-Mozilla-Status2: 00000000\n`;
    const mbox = mboxOf(`${status("0001")}${mail("kept")}`, `${status("0009")}${mail("gone")}`);
    expect(await examine(mbox)).toMatchObject({ thunderbird: true, messages: 2, deleted: 1 });
    const { messages, deleted, lines } = await repair(mbox);
    expect(messages.map(textOf)).toEqual([mail("kept"), mail("gone")]);
    expect(deleted).toEqual(["gone"]);
    expect(lines).toContain("X-Mozilla-Status: 0009");
  });

  it("trusts a Content-Length only where a message ends there", async () => {
    const wrong = mboxOf(mail("a", "x\n", "Content-Length: 20\n"), mail("b"));
    expect(await examine(wrong)).toMatchObject({ messages: 2, format: "any" });
    const inner = mboxOf(mail("inner")).replace(/^/, "x\n\n");
    const mbox = mboxOf(mail("a", inner, `Content-Length: ${inner.length}\n`), mail("b"));
    const found = await examine(mbox);
    expect(found).toMatchObject({ messages: 2, counts: { "length-disagrees": 1 } });
  });
});

describe("each finding stands where it is, with the subject of its message", () => {
  const cases: [FindingKind, string, string][] = [
    ["unescaped-from", mboxOf(mail("one"), mail("two", "x\nFrom here on\ny\n")), "From here"],
    [
      "dated-from",
      mboxOf(mail("two", "x\nFrom a@b Mon Jun  2 10:00:00 2025 he wrote\ntext\n")),
      "From a@b",
    ],
    ["bare-separator", `${mboxOf(mail("one"))}From \r\n${mail("two")}\n`, "From \r\n"],
    ["no-empty-line", `${separator}${mail("one")}${separator}${mail("two")}\n`, separator.trim()],
    ["no-separator", mail("two"), "From: Ann"],
    ["quoted-separator", mboxOf(`>From - Mon Jun  2 10:00:00 2025\n${mail("two")}`), ">From -"],
    ["double-escape", mboxOf(mail("two", "x\n>>From here\n")), ">>From here"],
    ["space-escape", mboxOf(mail("two", "x\n From here\n")), " From here"],
    ["nul-run", mboxOf(mail("two", `x\n${"\0".repeat(40)}\ny\n`)), "\0"],
    ["replaced-letters", mboxOf(mail("two", "caf\xef\xbf\xbd\n")), "\xef\xbf\xbd"],
    [
      "placeholder",
      mboxOf(mail("two", "This body part will be downloaded on demand.\n")),
      "This body",
    ],
    [
      "split",
      mboxOf(mail("two", `--b1\n\nx\n\n${separator}Subject: inner\n\ny\n--b1--\n`, multipart)),
      `${separator}Subject`,
    ],
    ["no-header", mboxOf(mail("one"), "\nonly text\n"), "\nonly text"],
  ];
  it.each(cases)("%s", async (kind, mbox, wanted) => {
    const found = await examine(mbox);
    const finding = found.findings.find((one) => one.kind === kind);
    const at =
      wanted === separator.trim() || kind === "no-header"
        ? mbox.lastIndexOf(wanted)
        : mbox.indexOf(wanted);
    expect(finding).toMatchObject({ offset: at, count: kind === "nul-run" ? 1 : 1 });
    if (kind !== "no-header") expect(finding?.subject).toBe("two");
    expect(await kinds(mbox)).toEqual([kind]);
  });

  it("leading-bytes, which a repair keeps", async () => {
    const mbox = `garbage\n\n${mboxOf(mail("one"))}`;
    expect(await examine(mbox)).toMatchObject({ messages: 1, counts: { "leading-bytes": 1 } });
    expect(textOf((await repair(mbox)).rest)).toBe("garbage\n\n");
  });

  it("no-final-line-end, cut-multipart and cut-base64: the last message ends in the middle", async () => {
    expect(await kinds(mboxOf(mail("a", "the end is mis")).trimEnd())).toEqual([
      "no-final-line-end",
    ]);
    expect(await kinds(mboxOf(mail("a", part("b1", true), multipart)))).toEqual([]);
    expect(await kinds(mboxOf(mail("a", part("b1", false), multipart)))).toEqual(["cut-multipart"]);
    const base64 = "Content-Transfer-Encoding: base64\n";
    expect(await kinds(mboxOf(mail("a", "SGVsbG8=\n", base64)))).toEqual([]);
    expect(await kinds(mboxOf(mail("a", "SGVsbG\n", base64)))).toEqual(["cut-base64"]);
    // A mailing list puts its own words behind it: that is no cut.
    expect(await kinds(mboxOf(mail("a", "SGVsbG8=\nthe list: read me\n", base64)))).toEqual([]);
  });

  it("partial messages and another exporter's note of an error", async () => {
    const status = "X-Mozilla-Status: 0401\nX-Mozilla-Status2: 00000000\n";
    expect(await kinds(mboxOf(`${status}${mail("a")}`))).toEqual(["partial"]);
    expect(await kinds(mboxOf(mail("MsgError:: 0x80550006")))).toEqual(["placeholder"]);
    const internal = "DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA";
    expect(await kinds(mboxOf(mail(internal)))).toEqual(["internal-data"]);
  });

  it("counts all and lists two hundred", async () => {
    const many = Array.from({ length: 300 }, (_, i) =>
      mail(`m${i}`, "caf\xef\xbf\xbd \xef\xbf\xbd\n"),
    );
    const found = await examine(mboxOf(...many));
    expect(found.counts["replaced-letters"]).toBe(300);
    expect(found.findings).toHaveLength(200);
    expect(found.findings[0]?.count).toBe(2);
    expect(countOf(found, "content")).toBe(300);
    expect(isWellFormed(found)).toBe(true);
  });
});

describe("what is not a separator", () => {
  it("a sentence, also before lines that look like a header", async () => {
    const body = "x\n\nFrom our correspondent\nTo: you\nSubject: y\n";
    expect(await examine(mboxOf(mail("a", body)))).toMatchObject({ messages: 1 });
  });

  it("a message begins behind a hole", async () => {
    const mbox = `${mboxOf(mail("one"))}${"\0".repeat(100)}${mboxOf(mail("two"))}`;
    expect(await examine(mbox)).toMatchObject({ messages: 2 });
  });

  it("two copies of a mail, the first cut off, stay two", async () => {
    const whole = mail("a", part("b1", true), multipart);
    const cut = mail("a", part("b1", false), multipart);
    expect(await examine(mboxOf(cut, whole))).toMatchObject({
      messages: 2,
      counts: { "cut-multipart": 1 },
    });
  });
});

it("decodes subjects", async () => {
  const found = await examine(
    mboxOf(mail("=?utf-8?q?caf=C3=A9_?= =?iso-8859-1?B?6Q==?=", "x\nFrom y\n")),
  );
  expect(found.findings[0]?.subject).toBe("caf\u00e9 \u00e9");
  const raw = await examine(mboxOf(mail(textOf(Buffer.from("caf\u00e9")), "x\nFrom y\n")));
  expect(raw.findings[0]?.subject).toBe("caf\u00e9");
  expect(bytesOf("x")).toHaveLength(1);
});
