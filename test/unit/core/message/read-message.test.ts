import { describe, expect, it } from "vitest";
import { engineCharsets as charsets } from "../../../../src/core/message/engine-charsets";
import { readMessage } from "../../../../src/core/message/read-message";
import { bytes, mixed, utf8 } from "./mail-bytes";

const read = (...lines: string[]) => readMessage(bytes(...lines), charsets);

describe("a message's head", () => {
  it("is decoded and unfolded, and the first of a name counts", () => {
    const told = read(
      "From: =?utf-8?q?J=C3=BCrgen?=",
      "\t<j@x.example>",
      "To: a@b, ",
      " c@d",
      "CC: e@f",
      "Subject: =?utf-8?b?UGFuw6Q=?=",
      "Subject: second",
      "Date: Fri, 31 Jul 2026 11:00:00 +0200",
      "",
      "text",
    );
    expect(told).toMatchObject({
      from: "Jürgen <j@x.example>",
      to: "a@b, c@d",
      cc: "e@f",
      subject: "Panä",
      date: "Fri, 31 Jul 2026 11:00:00 +0200",
      text: "text",
      attachments: [],
    });
  });

  it("turns no sentence around and holds no control characters", () => {
    const { subject } = read("Subject: =?utf-8?q?a=E2=80=AEb=0A=00c?=", "", "");
    expect(subject).toBe("ab c");
  });

  it("may be missing, or be all there is", () => {
    expect(read("", "only text").text).toBe("only text");
    expect(read("Subject: only head")).toMatchObject({ subject: "only head", text: "" });
    expect(readMessage(new Uint8Array(0), charsets).text).toBe("");
    expect(
      readMessage(new Uint8Array(Buffer.from("Subject: x\n\nunix\n")), charsets),
    ).toMatchObject({
      subject: "x",
      text: "unix",
    });
  });
});

describe("a message's text", () => {
  it.each([
    [
      "quoted-printable",
      "quoted-printable",
      "Caf=C3=A9 =\r\nen thee=20 \r\nslot=",
      "Café en thee \nslot",
    ],
    ["base64", "base64", Buffer.from("Café").toString("base64"), "Café"],
    ["base64 with rubbish", "BASE64", "Q2Fm\r\n!!w6k=\r\nignored", "Café"],
    ["8bit", "8bit", utf8("Café"), "Café"],
    ["an unknown encoding", "x-uuencode", utf8("Café"), "Café"],
  ])("is decoded: %s", (_what, encoding, body, text) => {
    const told = read(
      "Content-Type: text/plain; charset=utf-8",
      `Content-Transfer-Encoding: ${encoding}`,
      "",
      body,
    );
    expect(told.text).toBe(text);
  });

  it.each([
    ["iso-8859-15", "\xa4", "€"],
    ["windows-1251", "\xcf\xf0\xe8", "При"],
    ["shift_jis", "\x93\xfa\x96{", "日本"],
    ["koi8-r", "\xf0", "П"],
    ["utf-7-nonsense", "\xe9", "é"],
    ["", utf8("é"), "é"],
  ])("is in its charset: %s", (charset, body, text) => {
    expect(read(`Content-Type: text/plain; charset="${charset}"`, "", body).text).toBe(text);
  });

  it("is the plain one of two, where that says something", () => {
    const plain = ["Content-Type: text/plain", "", "plain"];
    const html = ["Content-Type: text/html", "", "<p>rich &amp; nice</p><script>x</script>"];
    expect(read(...mixed("alternative", plain, html))).toMatchObject({
      text: "plain",
      fromHtml: false,
    });
    const empty = ["Content-Type: text/plain", "", "  "];
    expect(read(...mixed("alternative", empty, html))).toMatchObject({
      text: "rich & nice",
      fromHtml: true,
    });
  });

  it("is cut where it is very long, and that is said", () => {
    const told = readMessage(new Uint8Array(Buffer.from(`\n${"a".repeat(5_000_000)}`)), charsets);
    expect(told.textCut).toBe(true);
    expect(told.text).toHaveLength(1_000_000);
    expect(read("", "short").textCut).toBe(false);
  });

  it("has no control characters but tabs and line ends", () => {
    expect(read("", "a\0b\x1b[2Jc\td\re").text).toBe("ab[2Jc\td\ne");
  });
});

describe("what is attached", () => {
  it("has its name and its size", () => {
    const text = ["", "See below."];
    const pdf = [
      "Content-Type: application/pdf; name=wrong.pdf",
      "Content-Disposition: attachment; filename*=utf-8''jaar%C3%A9.pdf",
      "Content-Transfer-Encoding: base64",
      "",
      Buffer.alloc(1000).toString("base64").replace(/.{76}/g, "$&\r\n"),
    ];
    const inline = [
      "Content-Type: text/plain; charset=utf-8",
      'Content-Disposition: attachment; filename="notes.txt"',
      "Content-Transfer-Encoding: quoted-printable",
      "",
      "=C3=A9=\r\nx",
    ];
    const told = read(...mixed("mixed", text, pdf, inline));
    expect(told.text).toBe("See below.");
    expect(told.attachments).toEqual([
      { name: "jaaré.pdf", type: "application/pdf", bytes: 1000 },
      { name: "notes.txt", type: "text/plain", bytes: 3 },
    ]);
  });

  it("may be a mail, which is named by its subject and not opened", () => {
    const inner = [
      "Content-Type: message/rfc822",
      "",
      "Subject: =?utf-8?q?na=C3=AFf?=",
      "",
      "inner",
    ];
    const told = read(...mixed("mixed", ["", "outer"], inner));
    expect(told.text).toBe("outer");
    expect(told.attachments).toMatchObject([{ name: "naïf", type: "message/rfc822" }]);
    expect(read(...mixed("digest", ["", "Subject: one", "", "x"])).attachments).toMatchObject([
      { type: "message/rfc822" },
    ]);
  });

  it("is listed also where a part is nested or has no name", () => {
    const related = mixed(
      "related",
      ["Content-Type: text/html", "", "<b>x</b>"],
      ["Content-Type: image/png", "", "png"],
    );
    const outer = ['Content-Type: multipart/mixed; boundary="o"', "", "--o", ...related, "--o--"];
    expect(read(...outer)).toMatchObject({
      text: "x",
      attachments: [{ name: "", type: "image/png", bytes: 3 }],
    });
  });
});

describe("a multipart that is broken", () => {
  it("is read as far as it goes where its end is missing", () => {
    const told = read(
      "Content-Type: multipart/mixed; boundary=x",
      "",
      "--x",
      "",
      "one",
      "--x",
      "Content-Type: image/png",
      "",
      "cut",
    );
    expect(told.text).toBe("one");
    expect(told.attachments).toHaveLength(1);
  });

  it("is one text where it has no boundary, or never shows it", () => {
    // Nothing of it is hidden: it is listed as what it says it is.
    for (const boundary of ["", "; boundary=none"]) {
      const told = read(`Content-Type: multipart/mixed${boundary}`, "", "lost");
      expect(told.attachments).toMatchObject([{ type: "multipart/mixed", bytes: 4 }]);
    }
  });

  it("is not split where a boundary only begins alike, or stands within a line", () => {
    const told = read(
      "Content-Type: multipart/mixed; boundary=x",
      "",
      "--x",
      "",
      "a --x",
      "--xy",
      "b",
      "--x--",
      "--x",
      "",
      "behind the end",
    );
    expect(told.text).toBe("a --x\n--xy\nb");
  });

  it("takes a type that is none for plain text", () => {
    expect(read("Content-Type: text", "", "x").text).toBe("x");
    expect(read("Content-Type: ;;; =", "", "x").text).toBe("x");
  });

  it.each([
    [
      "ten thousand levels",
      () =>
        Array.from(
          { length: 10_000 },
          (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
        ).join(""),
    ],
    [
      "a hundred thousand parts",
      () => `Content-Type: multipart/mixed; boundary=b\n\n${"--b\n\n\n".repeat(100_000)}`,
    ],
    [
      "one boundary on every level",
      () => "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(20_000),
    ],
    [
      "a boundary of nothing but dashes",
      () => `Content-Type: multipart/mixed; boundary="--"\n\n${"-".repeat(1_000_000)}`,
    ],
    ["a million fields", () => "A: b\n".repeat(1_000_000)],
    ["one endless folded field", () => `A: b\n${" c\n".repeat(500_000)}`],
    ["a header without an end", () => "a".repeat(5_000_000)],
    ["HTML of nothing but tags", () => `Content-Type: text/html\n\n${"<a ".repeat(1_000_000)}`],
  ])("ends soon: %s", (_what, make) => {
    const hostile = new Uint8Array(Buffer.from(make()));
    const told = readMessage(hostile, charsets);
    expect(told.attachments.length).toBeLessThanOrEqual(500);
  });
});
