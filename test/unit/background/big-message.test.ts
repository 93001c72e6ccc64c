import { createHash, type Hash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { bigEntry } from "../../../src/background/backup/big-message";
import { makeEntry, type Numbering } from "../../../src/core/backup/entry";
import { joinBytes, quote } from "../../../src/core/mbox/from-lines";
import { headerEnd, headerOrAll } from "../../../src/core/mbox/header-block";
import { localPrefixLength, unwrapImap } from "../../../src/core/mbox/stored-prefix";
import { byUid, rowOf, runAt } from "../core/backup/entries";
import { hashing } from "../core/backup/hashing";
import {
  bytesOf,
  chunksOf,
  hostileMessage,
  type Random,
  randomFrom,
  textOf,
} from "../core/mbox/random";

const byKey: Numbering = { kind: "key" };
const prefix = "X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\n";
const localPrefix = `X-Account-Key: account1\nX-UIDL: 7\n${prefix}X-Mozilla-Keys: ${" ".repeat(80)}\n`;

/** The pieces that Thunderbird hands over next. */
let pieces: Uint8Array[] = [];
const hashes = new Map<number, Hash>();

beforeAll(() => {
  vi.stubGlobal("messenger", {
    mailStore: {
      openMessage: async () => 1,
      readPiece: async () => (pieces.shift() ?? new Uint8Array(0)).slice().buffer,
      closeMessage: async () => undefined,
    },
    backupDisk: {
      collectGarbage: async () => undefined,
      hashBegin: async () => hashes.set(hashes.size, createHash("sha256")).size - 1,
      hashUpdate: async (handles: number[], bytes: ArrayBuffer) => {
        for (const handle of handles) hashes.get(handle)?.update(new Uint8Array(bytes));
      },
      hashEnd: async (handle: number) => hashes.get(handle)?.digest("hex"),
    },
  });
});
afterAll(() => vi.unstubAllGlobals());

/** The stored bytes in pieces of which the first holds the whole header block, as it does at 2 MB. */
function inPieces(stored: Uint8Array, random: Random): Uint8Array[] {
  const least = Math.max(localPrefix.length, prefix.length + headerOrAll(stored).length);
  const first = Math.min(stored.length, least + random.below(9));
  const rest = chunksOf(stored.subarray(first), random).filter((piece) => piece.length > 0);
  return [stored.slice(0, first), ...rest];
}

/**
 * A message as Thunderbird's store hands it over: its own lines in front, a quoted header block, and a line end
 * where there is no empty line.
 */
function storedByImap(message: Uint8Array): Uint8Array {
  const header = headerOrAll(message);
  const added = headerEnd(message) < 0 ? "\r\n" : "";
  const body = message.subarray(header.length);
  return joinBytes([bytesOf(prefix), quote(header), body, bytesOf(added)]);
}

async function poured(stored: Uint8Array, size: number, numbering: Numbering, random: Random) {
  pieces = inPieces(stored, random);
  const parts: Uint8Array[] = [];
  const row = { ...rowOf({ size }), storedSize: stored.length };
  const entry = bigEntry("imap://x/INBOX", row, numbering, runAt);
  const line = await entry.pour(async (bytes) => void parts.push(bytes));
  return { row, bytes: joinBytes(parts), line };
}

/** What the two ways of writing make of a message; equal but for the place where they read. */
async function differs(message: Uint8Array, how: "imap" | "pop", random: Random) {
  const isImap = how === "imap";
  const stored = isImap ? storedByImap(message) : joinBytes([bytesOf(localPrefix), message]);
  const own = isImap ? message.length : stored.length;
  const whole = isImap ? unwrapImap(stored, [own]).message : message;
  if (Buffer.compare(whole, message) !== 0)
    return { message: textOf(message), whole: textOf(whole) };
  const numbering = isImap ? byUid : byKey;
  const big = await poured(stored, own, numbering, random);
  const uidl = isImap ? null : "7";
  const details = { runAt, uidl, suspect: false };
  const small = await makeEntry(big.row, numbering, message, details, hashing);
  const same =
    Buffer.compare(joinBytes(small.parts), big.bytes) === 0 &&
    JSON.stringify(sorted(small.line)) === JSON.stringify(sorted(big.line));
  return same ? null : { message: textOf(message), small: small.line, big: big.line };
}

const sorted = (line: object) => Object.entries(line).sort(([a], [b]) => (a < b ? -1 : 1));

const lineEnd = bytesOf("\r\n");

/**
 * What a POP message begins with is Thunderbird's, as far as anybody can tell. By IMAP a message in pieces is at
 * least more than such lines.
 */
function isUsual(message: Uint8Array, how: "imap" | "pop"): boolean {
  const { length } = localPrefixLength(joinBytes([message, lineEnd]));
  return length === 0 || (how === "imap" && length < message.length);
}

describe("a message written in pieces", () => {
  it.each(["imap", "pop"] as const)(
    "is the same as one written whole, for 5,000 hostile ones by %s",
    async (how) => {
      const random = randomFrom(how === "imap" ? 31 : 32);
      for (let round = 0; round < 5000; round++) {
        const head = random.below(2) === 0 ? "Subject: x\r\n\r\n" : "";
        const message = joinBytes([bytesOf(head), hostileMessage(random, 24)]);
        if (!isUsual(message, how)) continue;
        const wrong = await differs(message, how, random);
        if (wrong) expect.fail(`round ${round}: ${JSON.stringify(wrong, null, 1)}`);
        hashes.clear();
      }
    },
    60_000,
  );
});
