import { describe, expect, it } from "vitest";
import type { IndexLine } from "../../../../src/core/backup/index-line";
import type { Standing } from "../../../../src/core/look/best-rows";
import { indexes, listIn, message } from "./looked";

const none = { flags: [], tags: [] };

describe("what a list shows of each message", () => {
  it("is its last state, whatever was said before", async () => {
    const lines: IndexLine[] = [
      message(1, { flags: ["read"], tags: ["work"] }),
      message(2),
      message(3),
      { t: "flags", n: 1, at: 5, flags: ["starred"], tags: [] },
      { t: "flags", n: 2, at: 5, flags: ["read"], tags: ["a", "b"] },
      { t: "flags", n: 2, at: 6, flags: ["read", "replied"], tags: ["b"] },
      { t: "gone", n: 2, at: 7 },
      { t: "gone", n: 3, at: 8 },
      { t: "ref", of: 3, at: 9, size: 849, flags: ["read"], tags: [] },
    ];
    const { rows } = await listIn(await indexes({ id: "inbox", lines }));
    expect(rows).toMatchObject([
      { n: 1, flags: ["starred"], tags: [], goneAt: null },
      { n: 2, flags: ["read", "replied"], tags: ["b"], goneAt: 7 },
      { n: 3, flags: ["read"], tags: [], goneAt: null },
    ]);
  });

  it("is said of the copy in that folder, where another folder holds the bytes", async () => {
    const elsewhere = { folder: "all" };
    const made = await indexes(
      { id: "all", lines: [message(1), message(2), message(3), { t: "gone", n: 2, at: 4 }] },
      {
        id: "label",
        lines: [
          { t: "ref", of: 2, at: 5, size: 1, flags: ["read"], tags: ["x"], ...elsewhere },
          { t: "ref", of: 3, at: 5, size: 1, ...none, ...elsewhere },
          { t: "gone", n: 3, at: 6, ...elsewhere },
          message(1, { subject: "own" }),
        ],
      },
    );
    const { rows, matched } = await listIn(made, {}, { ids: ["label"] });
    expect(matched).toBe(3);
    expect(rows).toMatchObject([
      { folder: "label", holder: "label", n: 1, subject: "own" },
      { folder: "label", holder: "all", n: 2, flags: ["read"], tags: ["x"], goneAt: null },
      { folder: "label", holder: "all", n: 3, goneAt: 6 },
    ]);
    const everything = await listIn(made);
    expect(everything.matched).toBe(6);
    expect(everything.rows.filter(({ holder, n }) => holder === "all" && n === 2)).toMatchObject([
      { folder: "all", goneAt: 4 },
      { folder: "label", goneAt: null },
    ]);
  });

  it("is nothing where a line names a folder or a message that is not there", async () => {
    const lines: IndexLine[] = [
      message(1),
      { t: "ref", of: 9, at: 5, size: 1, ...none, folder: "lost" },
      { t: "ref", of: 9, at: 5, size: 1, ...none, folder: "other" },
      { t: "gone", n: Number.MAX_SAFE_INTEGER, at: 1 },
      { t: "flags", n: 0, at: 1, ...none },
    ];
    const made = await indexes({ id: "inbox", lines }, { id: "other", lines: [message(1)] });
    const { rows } = await listIn(made, {}, { ids: ["inbox"] });
    expect(rows.map(({ n, holder }) => [n, holder])).toEqual([[1, "inbox"]]);
  });
});

describe("a search", () => {
  const lines: IndexLine[] = [
    message(1, { subject: "Café om drie", from: '"Zoë" <zoe@example.nl>', date: 1000 }),
    message(2, { subject: "Invoice 12", from: "Bob <bob@example.com>", date: 3000 }),
    message(3, { subject: "invoice 2", from: "ann@example.nl", date: null, received: 2000 }),
    message(4, { subject: "日本", from: "Ωmega <o@x>", date: 4000 }),
    { t: "gone", n: 2, at: 9 },
  ];
  const found = async (query: object) =>
    (await listIn(await indexes({ id: "inbox", lines }), query)).rows.map(({ n }) => n);

  it.each([
    ["any case, without accents", { text: "CAFE" }, [1]],
    ["all words, in sender or subject", { text: "bob invoice" }, [2]],
    ["a word that is missing", { text: "bob cafe" }, []],
    ["the sender alone", { from: "ann" }, [3]],
    ["the subject alone", { subject: "nl" }, []],
    ["the subject's own letters", { subject: "日" }, [4]],
    ["from a date on", { since: 2000 }, [3, 2, 4]],
    ["before a date", { until: 2000 }, [1]],
    ["what is gone", { goneOnly: true }, [2]],
    ["gone and a word", { goneOnly: true, text: "cafe" }, []],
    ["nothing, which is everything", { text: "  " }, [1, 3, 2, 4]],
  ])("finds %s", async (_what, query, wanted) => {
    expect(await found(query)).toEqual(wanted);
  });

  it.each([
    ["by date", {}, [1, 3, 2, 4]],
    ["the newest first", { sort: "date", descending: true }, [4, 2, 3, 1]],
    ["by sender, past its quotes", { sort: "from" }, [3, 2, 1, 4]],
    ["by subject, numbers as numbers", { sort: "subject", text: "invoice" }, [3, 2]],
    ["by size, then by place", { sort: "size" }, [1, 2, 3, 4]],
  ])("sorts %s", async (_what, query, wanted) => {
    expect(await found(query)).toEqual(wanted);
  });
});

describe("pages", () => {
  it.each([false, true])(
    "are the same list whatever their size, descending: %s",
    async (descending) => {
      const lines = Array.from({ length: 57 }, (_, i) =>
        message(i + 1, { date: ((i * 7) % 10) * 1000, subject: `s${i % 3}` }),
      );
      const made = await indexes({ id: "inbox", lines }, { id: "two", lines: lines.slice(0, 5) });
      for (const sort of ["date", "subject"] as const) {
        const whole = await listIn(made, { sort, descending }, { size: 1000 });
        expect(whole).toMatchObject({ matched: 62, next: null });
        const pages: unknown[] = [];
        let after: Standing | null = null;
        do {
          const page = await listIn(made, { sort, descending }, { size: 7, after });
          expect(page.matched).toBe(62);
          expect(page.rows.length).toBeLessThanOrEqual(7);
          pages.push(...page.rows);
          after = page.next;
        } while (after);
        expect(pages).toEqual(whole.rows);
      }
    },
  );
});

describe("an index that is damaged", () => {
  const lines = Array.from({ length: 5 }, (_, i) => message(i + 1));

  it("shows what can be read, and says how many lines cannot", async () => {
    const made = await indexes({ id: "inbox", lines });
    const bytes = made.files["inbox.jsonl"] ?? new Uint8Array(0);
    bytes[bytes.indexOf(10) - 1] = 0x21;
    const { rows, unread } = await listIn(made);
    expect(rows.map(({ n }) => n)).toEqual([2, 3, 4, 5]);
    expect(unread).toBe(1);
  });

  it("is read as far as it goes where it is short or missing", async () => {
    const made = await indexes({ id: "inbox", lines });
    const whole = made.files["inbox.jsonl"] ?? new Uint8Array(0);
    made.files["inbox.jsonl"] = whole.subarray(0, whole.length - 400);
    const short = await listIn(made);
    expect(short.rows.length).toBeLessThan(5);
    expect(short.unread).toBeGreaterThan(0);
    delete made.files["inbox.jsonl"];
    expect(await listIn(made)).toMatchObject({ rows: [], matched: 0 });
    expect((await listIn(made)).unread).toBeGreaterThan(0);
  });

  it("holds nothing up with what stands behind the commit or is of a later version", async () => {
    const made = await indexes({
      id: "inbox",
      lines: [...lines, { t: "later", what: 1 } as unknown as IndexLine],
    });
    const record = made.records[0];
    if (!record) throw new Error("no record");
    const before = made.files["inbox.jsonl"] ?? new Uint8Array(0);
    made.files["inbox.jsonl"] = new Uint8Array([
      ...before,
      ...new TextEncoder().encode("half a li"),
    ]);
    expect(await listIn(made)).toMatchObject({ matched: 5, unread: 0 });
  });

  it("may hold fields of any kind: nothing falls over", async () => {
    const odd = { subject: 5, date: "x", received: null } as unknown as object;
    const made = await indexes({ id: "inbox", lines: [message(1, odd), message(2)] });
    for (const sort of ["date", "from", "subject", "size"] as const) {
      expect((await listIn(made, { sort, text: "a" })).matched).toBeGreaterThan(0);
    }
  });
});
