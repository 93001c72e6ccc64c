import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { chainStart, type MessageLine, readLine } from "../../../../src/core/backup/index-line";
import { readManifest } from "../../../../src/core/backup/manifest";
import { readBack } from "../../../../src/core/backup/read-back";
import { unquote } from "../../../../src/core/mbox/from-lines";
import { readFrom } from "./entries";
import { goldenFiles, nastyMessages } from "./golden-backup";
import { hashing } from "./hashing";

const folder = new URL("golden/", import.meta.url);
const made = await goldenFiles();

// A deliberate change of the format, or of what these three messages are: UPDATE_GOLDEN=1.
if (process.env.UPDATE_GOLDEN === "1") {
  for (const [name, bytes] of Object.entries(made)) writeFileSync(new URL(name, folder), bytes);
}

const stored = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));

describe("the golden backup", () => {
  it.each(Object.keys(made))("has in %s the bytes that the code makes today", (name) => {
    const [kept, today] = [stored(name), made[name] ?? new Uint8Array(0)];
    expect(Buffer.from(today).toString("latin1")).toBe(Buffer.from(kept).toString("latin1"));
  });

  it("is read by the code of today, to the last message and the last byte", async () => {
    const read = await readManifest(new TextDecoder().decode(stored("backup.json")), hashing);
    if (!read.ok) return expect.fail(read.why);
    const [inbox, work] = read.manifest.folders;
    if (!inbox || !work) return expect.fail("two folders");
    let chain = chainStart(hashing, read.manifest.accountUid, inbox.id);
    const lines: MessageLine[] = [];
    for (const text of new TextDecoder().decode(stored("Inbox.jsonl")).trimEnd().split("\n")) {
      const next = await readLine(text, chain, hashing);
      if (!next) return expect.fail(text);
      chain = next.chain;
      if (next.line.t === "msg") lines.push(next.line);
    }
    expect(chain).toBe(inbox.chain);
    expect(work.chain).toBe(chainStart(hashing, read.manifest.accountUid, work.id));
    const mbox = stored("Inbox.mbox");
    expect(await readBack(lines, new Map(), readFrom({ "Inbox.mbox": mbox }), hashing)).toBe(3);
    for (const [i, line] of lines.entries()) {
      const start = line.offset + line.separatorLength + line.blockLength;
      const end = line.offset + line.length - line.tailLength;
      expect(unquote(mbox.subarray(start, end))).toEqual(nastyMessages[i]?.message);
    }
  });
});
