import { describe, expect, it } from "vitest";
import type { IndexLine, MessageLine } from "../../../../src/core/backup/index-line";
import {
  emptyKnown,
  realMessageId,
  recognise,
  settleUidValidity,
  takeLine,
  unclaimedByCanon,
} from "../../../../src/core/backup/known";

const msg = (n: number, changes: Partial<MessageLine> = {}): MessageLine => ({
  t: "msg",
  n,
  volume: "Inbox.mbox",
  offset: 0,
  separatorLength: 1,
  blockLength: 1,
  length: 10,
  tailLength: 1,
  sha256: `hash ${n}`,
  messageId: `${n}@x`,
  from: "",
  subject: "",
  date: null,
  received: 0,
  receivedFrom: "run",
  uid: n * 10,
  uidValidity: 1,
  size: n * 100,
  flags: [],
  tags: [],
  ...changes,
});

const local = (n: number, changes: Partial<MessageLine> = {}): MessageLine => {
  const { uid: _uid, uidValidity: _validity, ...line } = msg(n, changes);
  return { key: n * 10, ...line };
};

const knownOf = (...lines: IndexLine[]) => {
  const known = emptyKnown();
  for (const line of lines) takeLine(known, line);
  return known;
};

const row = (n: number, changes: object = {}) => ({
  key: n * 10,
  size: n * 100,
  serverSize: null,
  messageId: `${n}@x`,
  ...changes,
});

describe("recognise", () => {
  const known = knownOf(msg(1), msg(2, { serverSize: 222 }), msg(3, { messageId: "" }));

  it("knows a message by number, Message-ID and size", () => {
    expect(recognise(known, row(1), "uid")?.n).toBe(1);
    expect(recognise(known, row(3, { messageId: "md5:123" }), "uid")?.n).toBe(3);
  });

  it("takes either size of a message that Thunderbird changed", () => {
    expect(recognise(known, row(2, { size: 222 }), "uid")?.n).toBe(2);
    expect(recognise(known, row(2, { size: 1, serverSize: 222 }), "uid")?.n).toBe(2);
    expect(recognise(known, row(2, { size: 200, serverSize: 1 }), "uid")?.n).toBe(2);
    expect(recognise(known, row(2), "uid")?.altered).toBe(true);
  });

  it.each([
    ["another number", row(1, { key: 99 })],
    ["another Message-ID", row(1, { messageId: "other@x" })],
    ["no Message-ID", row(1, { messageId: "md5:1" })],
    ["another size", row(1, { size: 101 })],
  ])("does not know a message with %s", (_what, seen) => {
    expect(recognise(known, seen, "uid")).toBeNull();
  });
});

describe("what a repair may number anew", () => {
  const known = knownOf(msg(1), msg(2, { messageId: "" }), msg(3, { suspect: true }));

  it("is known by Thunderbird's key only together with a Message-ID", () => {
    expect(recognise(known, row(1), "key")?.n).toBe(1);
    expect(recognise(known, row(2, { messageId: "md5:2" }), "key")).toBeNull();
    expect(recognise(known, row(2, { messageId: "md5:2" }), "uid")?.n).toBe(2);
  });

  it("remembers which copies did not look whole", () => {
    expect(known.all.map(({ suspect }) => suspect)).toEqual([false, false, true]);
  });
});

describe("realMessageId", () => {
  it("drops what Thunderbird made up", () => {
    expect([realMessageId("md5:abc"), realMessageId("a@b"), realMessageId("")]).toEqual([
      "",
      "a@b",
      "",
    ]);
  });
});

describe("takeLine", () => {
  it("follows flags, gone and ref", () => {
    const known = knownOf(
      msg(1),
      { t: "flags", n: 1, at: 1, flags: ["read"], tags: ["a"] },
      { t: "gone", n: 1, at: 2 },
    );
    expect(known.all[0]).toMatchObject({ state: "read;a", gone: true });
    // A message that has gone is still known by its number, should it come back.
    expect(recognise(known, row(1), "uid")?.gone).toBe(true);
    takeLine(known, {
      t: "ref",
      of: 1,
      at: 3,
      uid: 77,
      uidValidity: 1,
      size: 103,
      flags: [],
      tags: [],
    });
    expect(known.all[0]).toMatchObject({ state: ";", gone: false, key: 77, sizes: [100, 103] });
    expect(recognise(known, row(1), "uid")).toBeNull();
    expect(recognise(known, row(1, { key: 77, size: 103 }), "uid")?.n).toBe(1);
  });

  it("gives a number that is used again to the later message", () => {
    const known = knownOf(local(1), local(2, { key: 10 }));
    expect(recognise(known, row(2, { key: 10 }), "uid")?.n).toBe(2);
    takeLine(known, { t: "ref", of: 1, at: 3, key: 40, size: 100, flags: [], tags: [] });
    expect(recognise(known, row(2, { key: 10 }), "uid")?.n).toBe(2);
  });

  it("skips kinds that a later version knows, and lines about nothing", () => {
    const known = knownOf(msg(1), { t: "later", n: 1 } as unknown as IndexLine, {
      t: "gone",
      n: 5,
      at: 1,
    });
    expect(known.all).toMatchObject([{ n: 1, gone: false }]);
  });

  it.each([0, 1, 3, 1e9])("refuses message %d behind message 1", (n) => {
    expect(() => knownOf(msg(1), msg(n))).toThrow("backup-damaged");
  });
});

describe("a renumbered mailbox", () => {
  it("is known by no number any more, only by what its messages are", () => {
    const known = knownOf(msg(1), msg(2));
    settleUidValidity(known, 1);
    expect(recognise(known, row(1), "uid")?.n).toBe(1);
    settleUidValidity(known, 2);
    expect(recognise(known, row(1), "uid")).toBeNull();
    expect(unclaimedByCanon(known, new Set())("hash 1")?.n).toBe(1);
  });

  it("is read from the index with the numbers of its last UIDVALIDITY", () => {
    const seen = { t: "ref", at: 1, uid: 10, uidValidity: 2 } as const;
    const known = knownOf(msg(1), msg(2), { ...seen, of: 2, size: 200, flags: [], tags: [] });
    expect(known.uidValidity).toBe(2);
    expect(recognise(known, row(1), "uid")).toBeNull();
    expect(recognise(known, row(2, { key: 10 }), "uid")?.n).toBe(2);
    expect(known.all[0]?.key).toBeNull();
  });

  it("leaves the keys of POP and Local Folders alone", () => {
    const known = knownOf(local(1));
    settleUidValidity(known, null);
    expect(recognise(known, row(1), "uid")?.n).toBe(1);
  });
});

describe("unclaimedByCanon", () => {
  const same = { sha256: "same", canon: "same" };

  it("gives out two identical messages as two, the older first, and no third", () => {
    const find = unclaimedByCanon(
      knownOf(msg(1, same), msg(2), msg(3, { sha256: "same" })),
      new Set(),
    );
    expect([find("same")?.n, find("same")?.n, find("same")]).toEqual([1, 3, null]);
    expect(find("none")).toBeNull();
  });

  it("gives out none that is claimed, but those that have gone", () => {
    const known = knownOf(msg(1, same), msg(2, same), { t: "gone", n: 2, at: 1 });
    const find = unclaimedByCanon(known, new Set(known.all.slice(0, 1)));
    expect([find("same")?.n, find("same")]).toEqual([2, null]);
  });

  it("takes 100,000 identical messages in its stride", () => {
    const known = emptyKnown();
    for (let n = 1; n <= 100_000; n++) takeLine(known, msg(n, same));
    const start = performance.now();
    const find = unclaimedByCanon(known, new Set());
    for (let n = 1; n <= 100_000; n++) if (find("same")?.n !== n) expect.fail(String(n));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
