import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonTable } from "../../../../src/core/backup/canon-table";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

describe("canonTable", () => {
  it("finds every place of a message, and nothing of another", () => {
    const table = canonTable();
    table.add(hash("a"), { folder: "one", n: 1 });
    table.add(hash("b"), { folder: "one", n: 2 });
    table.add(hash("a"), { folder: "two", n: 7 });
    expect(table.find(hash("a"))).toEqual([
      { folder: "one", n: 1 },
      { folder: "two", n: 7 },
    ]);
    expect(table.find(hash("b"))).toEqual([{ folder: "one", n: 2 }]);
    expect(table.find(hash("c"))).toEqual([]);
  });

  it("compares the whole hash: one that differs in its last digit is another message", () => {
    const table = canonTable();
    const canon = hash("a");
    const nearly = `${canon.slice(0, -1)}${canon.endsWith("0") ? "1" : "0"}`;
    table.add(canon, { folder: "one", n: 1 });
    expect(table.find(nearly)).toEqual([]);
  });

  it("holds 200,000 messages and finds each", () => {
    const table = canonTable();
    // Hexadecimal digits that count up: hashing so many would be the slow part.
    const canon = (n: number) =>
      (Math.imul(n, 2_654_435_761) >>> 0).toString(16).padStart(8, "0").padEnd(64, "7");
    for (let n = 1; n <= 200_000; n++) table.add(canon(n), { folder: `f${n % 300}`, n });
    expect(table.count).toBe(200_000);
    for (let n = 1; n <= 200_000; n++) {
      const found = table.find(canon(n));
      if (found.length !== 1 || found[0]?.n !== n || found[0].folder !== `f${n % 300}`) {
        expect.fail(`${n}: ${JSON.stringify(found)}`);
      }
    }
  });
});
