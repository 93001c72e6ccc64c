import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import type { MessageLine } from "../../../../src/core/backup/index-line";
import { readBack } from "../../../../src/core/backup/read-back";
import { unquote } from "../../../../src/core/mbox/from-lines";
import { hostileMessage, type Random, randomFrom, textOf } from "../mbox/random";
import { readFrom, volumeOf } from "./entries";
import { hashing } from "./hashing";

const perVolume = 1000;
const volumes = 100;
const seed = 20_261_123;

const place = mkdtempSync(join(tmpdir(), "postwacht-round-trip-"));
afterAll(() => rmSync(place, { recursive: true }));
const hasPython = spawnSync("python3", ["--version"]).status === 0;

const senders = ["Anna <anna@example.org>", "", "From <From @x>", "a b@c", "<>\nFrom x", "\0@\xff"];
const keywords = ["", "$label1 work", "caf\u00e9 From", "NonJunk"];

const rowOf = (random: Random) => ({
  from: random.pick(senders),
  keywords: random.pick(keywords),
  flags: random.below(2 ** 32),
});

const equal = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

/** A line begins at the start and behind LF; JavaScript's own `^` would take a CR for a line end too. */
const lineStart = "(?<![^\\n])";
const separatorLine = new RegExp(`${lineStart}From [^\\n]*\\n`);
const quotedLine = new RegExp(`${lineStart}>(>*From )`, "g");

/** The messages of a volume by the rule of mboxrd alone, without index and without our own code. */
function byTheBook(bytes: Uint8Array): string[] {
  const entries = textOf(bytes).split(separatorLine);
  return entries.slice(1).map((entry) => {
    const message = entry.split("\n").slice(5).join("\n").slice(0, -1);
    return message.replace(quotedLine, "$1");
  });
}

/** What a reader without an index can know of a message: whether its last line end is its own it cannot. */
const withLineEnd = (text: string) => (text === "" || text.endsWith("\n") ? text : `${text}\n`);

const messageIn = (volume: Uint8Array, line: MessageLine) =>
  unquote(
    volume.subarray(
      line.offset + line.separatorLength + line.blockLength,
      line.offset + line.length - line.tailLength,
    ),
  );

describe("100,000 hostile messages", () => {
  it("come out of the mbox as they went in, by the index and without it", async () => {
    const random = randomFrom(seed);
    for (let v = 0; v < volumes; v++) {
      const messages = Array.from({ length: perVolume }, () => ({
        message: hostileMessage(random, 24),
        row: rowOf(random),
      }));
      const { bytes, lines } = await volumeOf(messages);
      const plain = byTheBook(bytes);
      if (plain.length !== perVolume) expect.fail(`volume ${v}: ${plain.length} entries`);
      const good = await readBack(lines, new Map(), readFrom({ "Inbox.mbox": bytes }), hashing);
      if (good !== perVolume) expect.fail(`volume ${v}: read back up to ${good}`);
      for (const [i, { message }] of messages.entries()) {
        const back = messageIn(bytes, lines[i] as MessageLine);
        // One expectation behind comparisons: 100,000 of them would take minutes.
        if (!equal(back, message) || plain[i] !== withLineEnd(textOf(message))) {
          expect.fail(`volume ${v}, message ${i}: ${JSON.stringify(textOf(message))}`);
        }
      }
      writeFileSync(join(place, `${v}.mbox`), bytes);
      const wanted = messages.map(({ message }) => withLineEnd(textOf(message)));
      const hashes = wanted.map((text) => hashing.whole(Buffer.from(text, "latin1")));
      writeFileSync(join(place, `${v}.sha256`), (await Promise.all(hashes)).join("\n"));
    }
  }, 120_000);

  it.skipIf(!hasPython)(
    "are the same to Python's mailbox, which knows nothing of us",
    async () => {
      const program = fileURLToPath(new URL("read_mboxes.py", import.meta.url));
      const { stdout } = await promisify(execFile)("python3", [program, place]);
      expect(stdout).toBe(`${volumes * perVolume} messages, 0 wrong\n`);
    },
    120_000,
  );
});
