import { describe, expect, it } from "vitest";
import type { FolderSource } from "../../../../src/core/backup/account-source";
import { folded } from "../../../../src/core/backup/file-names";
import {
  folderStem,
  indexFile,
  stemOf,
  volumeFile,
} from "../../../../src/core/backup/folder-files";
import type { FolderRecord } from "../../../../src/core/backup/manifest";
import { randomFrom } from "../mbox/random";
import { hashing } from "./hashing";
import { recordOf } from "./manifests";

const sourceOf = (path: string, delimiter: string, role: string | null): FolderSource => ({
  uri: `imap://x/${path}`,
  path,
  delimiter,
  name: path,
  role,
  subscribed: true,
  rows: 0,
});

/** The stems of folders that come one after another. */
function stems(
  paths: readonly string[],
  { delimiter = "/", isImap = true, role = (_path: string): string | null => null } = {},
): string[] {
  const records: FolderRecord[] = [];
  return paths.map((path) => {
    const stem = folderStem(sourceOf(path, delimiter, role(path)), isImap, records, hashing);
    records.push(recordOf({ path, delimiter, index: indexFile(stem) }));
    return stem;
  });
}

describe("the files of a folder", () => {
  it("are named after it, its volumes and its index", () => {
    expect([volumeFile("Inbox", 1), volumeFile("Inbox", 2), indexFile("a.sbd/b")]).toEqual([
      "Inbox.mbox",
      "Inbox~2.mbox",
      "a.sbd/b.jsonl",
    ]);
    expect(stemOf(recordOf({ index: "a.sbd/b.jsonl" }))).toBe("a.sbd/b");
    expect(stemOf(recordOf({ index: "x.jsonl.jsonl" }))).toBe("x.jsonl");
  });
});

describe("folderStem", () => {
  const role = (path: string) => (path.toUpperCase() === "INBOX" ? "inbox" : null);

  it("lays sub-folders beside their parent, in any order", () => {
    const wanted = ["Inbox", "Inbox.sbd/Work", "Inbox.sbd/Work.sbd/2026", "Sent"];
    const paths = ["INBOX", "INBOX/Work", "INBOX/Work/2026", "Sent"];
    expect(stems(paths, { role })).toEqual(wanted);
    expect(stems(paths.toReversed(), { role }).toReversed()).toEqual(wanted);
  });

  it("takes INBOX for the same folder however it is spelled, but only at the top of a server", () => {
    expect(stems(["Inbox/a", "INBOX/b", "inbox", "x/INBOX"], { role })).toEqual([
      "Inbox.sbd/a",
      "Inbox.sbd/b",
      "Inbox",
      "x.sbd/INBOX",
    ]);
  });

  it("takes the server's delimiter, and none for a server without levels", () => {
    expect(stems(["A.B", "A/B"], { delimiter: "." })).toEqual([
      "A.sbd/B",
      expect.stringMatching(/^A_B ~/),
    ]);
    expect(stems(["Work", "INBOX"], { delimiter: "", role })).toEqual(["Work", "Inbox"]);
  });

  it("keeps one name for a parent that is no folder, also when it becomes one", () => {
    expect(stems(["A/x", "a/x", "A/y", "a", "A"])).toEqual([
      "A.sbd/x",
      expect.stringMatching(/^a ~[0-9a-f]{8}\.sbd\/x$/),
      "A.sbd/y",
      expect.stringMatching(/^a ~[0-9a-f]{8}$/),
      "A",
    ]);
  });

  it("gives a volume's name to no folder", () => {
    expect(stems(["Inbox~2", "INBOX"], { role })[0]).toMatch(/^Inbox_2 ~[0-9a-f]{8}$/);
  });

  it("reads modified UTF-7 on a server and percent signs here", () => {
    expect(stems(["caf&AOk-", "a&ACY-b/c", "R&-D"])).toEqual(["caf\u00e9", "a&b.sbd/c", "R&D"]);
    expect(stems(["caf%C3%A9", "a%2Fb", "100%"], { isImap: false })).toEqual([
      "caf\u00e9",
      expect.stringMatching(/^a_b ~/),
      "100%",
    ]);
    expect(stems(["Inbox", "inbox/x"], { isImap: false })[1]).toMatch(
      /^inbox ~[0-9a-f]{8}\.sbd\/x$/,
    );
  });

  it("gives two folders two files whose levels are the same behind different delimiters", () => {
    const records: FolderRecord[] = [];
    for (const delimiter of ["/", ".", "\\"]) {
      const path = `A${delimiter}b`;
      const stem = folderStem(sourceOf(path, delimiter, null), true, records, hashing);
      records.push(recordOf({ path, delimiter, index: indexFile(stem) }));
    }
    const [first, ...others] = records.map(stemOf);
    expect(first).toBe("A.sbd/b");
    for (const other of others) expect(other).toMatch(/^A\.sbd\/b ~[0-9a-f]{8}$/);
    expect(new Set(others).size).toBe(2);
  });

  it("takes paths with empty levels", () => {
    expect(stems(["a//b", "/x", ""]).every((stem) => !/(^|\/)(\.sbd|\/|$)/.test(stem))).toBe(true);
  });

  it("never lets two folders share a file or a directory, where case counts or not", () => {
    const random = randomFrom(5);
    const levels = [
      "A",
      "a",
      "INBOX",
      "Inbox",
      "inbox",
      "x~2",
      "x",
      "X",
      "\u00e9",
      "E\u0301",
      "a.sbd",
      "A.mbox",
      "",
      "a ",
    ];
    for (let round = 0; round < 300; round++) {
      const paths = new Set<string>();
      for (let i = 0; i < 25; i++) {
        const depth = 1 + random.below(3);
        paths.add(Array.from({ length: depth }, () => random.pick(levels)).join("/"));
      }
      // INBOX has one spelling on a server.
      const chosen = [...paths].filter((path) => !/^inbox/i.test(path) || path.startsWith("INBOX"));
      const made = stems(chosen, { role });
      const files = made.flatMap((stem) => [
        indexFile(stem),
        volumeFile(stem, 1),
        volumeFile(stem, 2),
      ]);
      expect(new Set(files.map(folded)).size).toBe(files.length);
      const owners = new Map<string, string>();
      for (const [i, stem] of made.entries()) {
        const names = stem.split("/");
        const path = (chosen[i] ?? "").split("/");
        for (let level = 1; level < names.length; level++) {
          const directory = folded(names.slice(0, level).join("/"));
          const owner = path.slice(0, level).join("/");
          expect(owners.get(directory) ?? owner).toBe(owner);
          owners.set(directory, owner);
        }
      }
    }
  });

  it("names ten thousand folders, of which no two are one file", () => {
    const paths = Array.from({ length: 10_000 }, (_, i) => {
      const name = ["Folder", "folder", "a:b", "CON", "x".repeat(200)][i % 5];
      return i % 10 === 0 ? `${name} ${i}` : `Folder ${i - (i % 10)}/${name} ${i}`;
    });
    const made = stems(paths);
    expect(new Set(made.map(folded)).size).toBe(10_000);
    expect(made[9999]).toMatch(/^Folder 9990\.sbd\/x{50} ~[0-9a-f]{8}$/);
  }, 60_000);
});
