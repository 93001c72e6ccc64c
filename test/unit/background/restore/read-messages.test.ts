import { createHash } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { readSaved } from "../../../../src/background/restore/read-messages";
import type { RestoreSource } from "../../../../src/background/restore/restore-source";
import type { Wanted } from "../../../../src/background/restore/wanted-messages";
import type { MessageLine } from "../../../../src/core/backup/index-line";
import { asciiBytes } from "../../../../src/core/mbox/byte-text";
import { joinBytes, quote } from "../../../../src/core/mbox/from-lines";

const head = asciiBytes("From a@b.example Sat Aug  1 12:00:00 2026\nX-Mozilla-Status: 0001\n");
const separatorLength = head.indexOf(10) + 1;

beforeAll(() => {
  // Both versions of Thunderbird bring it; this one's engine may not.
  Object.defineProperty(Uint8Array.prototype, "toHex", {
    configurable: true,
    value(this: Uint8Array) {
      return Buffer.from(this).toString("hex");
    },
  });
});

/** A volume of these messages, and the lines of its index. */
function backup(texts: string[]) {
  const parts: Uint8Array[] = [];
  let offset = 0;
  const wanted = texts.map((text, i): Wanted => {
    const message = asciiBytes(text);
    const entry = joinBytes([head, quote(message), asciiBytes("\n")]);
    parts.push(entry);
    const line = {
      ...{ t: "msg", n: i + 1, volume: "Inbox.mbox", offset, separatorLength },
      ...{ blockLength: head.length - separatorLength, length: entry.length, tailLength: 1 },
      sha256: createHash("sha256").update(message).digest("hex"),
    } as unknown as MessageLine;
    offset += entry.length;
    return { line, state: { flags: [], tags: [] } };
  });
  return { bytes: joinBytes(parts), wanted };
}

const sourceOf = (bytes: Uint8Array | null) =>
  ({
    reader: {
      length: async () => bytes?.length ?? null,
      read: async (_file: string, at: number, length: number) =>
        bytes?.subarray(at, at + length) ?? new Uint8Array(0),
    },
  }) as unknown as RestoreSource;

async function found(bytes: Uint8Array | null, wanted: Wanted[]): Promise<string[]> {
  const all: string[] = [];
  for await (const batch of readSaved(sourceOf(bytes), wanted)) {
    for (const one of batch) {
      if (one.kind === "lost") all.push(one.why);
      else if (one.kind === "whole") all.push(new TextDecoder().decode(one.message));
      else all.push("large");
    }
  }
  return all;
}

const texts = ["Subject: a\n\nFrom here\n", "Subject: b\n\nbody\n", "Subject: c\n\nbody\n"];

it("gives each message as it was saved, in the order that is asked for", async () => {
  const { bytes, wanted } = backup(texts);
  expect(await found(bytes, wanted)).toEqual(texts);
  expect(await found(bytes, wanted.toReversed())).toEqual(texts.toReversed());
});

it("hands out no message that is not what was saved, and names why", async () => {
  const { bytes, wanted } = backup(texts);
  const damaged = bytes.slice();
  const at = (wanted[1]?.line.offset ?? 0) + head.length + 3;
  damaged[at] = (damaged[at] ?? 0) ^ 1;
  expect(await found(damaged, wanted)).toEqual([texts[0], "message-damaged", texts[2]]);
  expect(await found(bytes.subarray(0, -5), wanted)).toEqual([texts[0], texts[1], "message-cut"]);
  expect(await found(null, wanted)).toEqual(Array(3).fill("message-file-missing"));
});

it("believes no line whose lengths cannot be true", async () => {
  const { bytes, wanted } = backup(texts.slice(0, 1));
  const wrong = wanted.map((one) => ({ ...one, line: { ...one.line, blockLength: 10_000 } }));
  expect(await found(bytes, wrong)).toEqual(["message-damaged"]);
});
