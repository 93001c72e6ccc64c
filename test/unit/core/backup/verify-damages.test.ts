import { describe, expect, it } from "vitest";
import { isWhole, type Reading } from "../../../../src/core/backup/verify-reading";
import { randomFrom } from "../mbox/random";
import { type Damage, indexDamages, lineDamages, manifestDamages, volumeDamages } from "./damages";
import { type MadeBackup, makeBackup, readAll } from "./memory-backup";

const made = await makeBackup();
const total = made.folders.reduce((sum, { messages }) => sum + messages.length, 0);
const places = Number(process.env.POSTWACHT_DAMAGES ?? 15);

const copyOf = (): MadeBackup => ({ ...made, files: { ...made.files } });

/** The messages whose bytes are no longer in the folder's files, in whatever place. */
function lostFrom(files: MadeBackup["files"]): string[] {
  return made.folders.flatMap(({ messages }) =>
    messages
      .filter((line) => {
        const start = line.offset + line.separatorLength + line.blockLength;
        const end = line.offset + line.length - line.tailLength;
        const stored = Buffer.from(made.files[line.volume]?.slice(start, end) ?? []);
        return !Buffer.from(files[line.volume] ?? []).includes(stored);
      })
      .map(({ subject }) => subject),
  );
}

async function judge(files: MadeBackup["files"]) {
  const { reading } = await readAll(files);
  const named = (proved: boolean) =>
    reading.hits
      .filter(({ reason }) => (reason.code === "message-not-proved") !== proved)
      .map(({ message }) => message?.subject ?? "");
  return { reading, damaged: named(true), unproved: named(false) };
}

/** Behind the committed end lies what a run that did not end has left: it is named, and harms nobody. */
const isFound = (reading: Pick<Reading, "hitCount" | "damages" | "notes">) =>
  !isWhole(reading) || reading.notes.some(({ kind }) => kind === "behind-commit");

const cases = (damages: Record<string, Damage>) =>
  Object.entries(damages).flatMap(([name, damage]) =>
    Array.from({ length: places }, (_, seed) => ({ name, seed, damage })),
  );

describe("damage to a volume", () => {
  it.each(cases(volumeDamages))("$name, $seed", async ({ damage, seed }) => {
    const backup = copyOf();
    const done = damage(backup, randomFrom(seed));
    const { reading, damaged, unproved } = await judge(backup.files);
    expect([done, isFound(reading)]).toEqual([done, true]);
    expect([done, ...damaged.sort()]).toEqual([done, ...lostFrom(backup.files).sort()]);
    expect([done, ...unproved]).toEqual([done]);
    expect([reading.messages, reading.whole + reading.hitCount]).toEqual([total, total]);
  });
});

describe("damage to an index", () => {
  it.each(cases(indexDamages))("$name, $seed", async ({ damage, seed }) => {
    const backup = copyOf();
    const done = damage(backup, randomFrom(seed));
    const { reading, damaged } = await judge(backup.files);
    expect([done, isFound(reading)]).toEqual([done, true]);
    expect([done, ...damaged]).toEqual([done]);
    expect([reading.messages, reading.whole + reading.hitCount]).toEqual([total, total]);
  });

  it("names a message whose line is lost by its own header", async () => {
    for (const [i, { subject }] of made.folders[0]?.messages.entries() ?? []) {
      const backup = copyOf();
      const { from = 0, to = 0 } = backup.folders[0]?.places[i] ?? {};
      const index = Buffer.from(backup.files["Inbox.jsonl"] ?? []);
      backup.files["Inbox.jsonl"] = Buffer.concat([index.subarray(0, from), index.subarray(to)]);
      const { reading, unproved } = await judge(backup.files);
      expect([subject, reading.whole, unproved]).toEqual([subject, total - 1, [`Inbox ${i + 1}`]]);
      expect(reading.damages.map(({ kind }) => kind)).toContain("index-lines");
    }
  });

  it("names every message of a folder whose index is missing", async () => {
    const backup = copyOf();
    delete backup.files["Inbox.jsonl"];
    const { reading, unproved } = await judge(backup.files);
    expect(unproved).toEqual(Array.from({ length: 14 }, (_, i) => `Inbox ${i + 1}`));
    expect(reading.whole).toBe(total - 14);
    expect(reading.damages.map(({ kind }) => kind)).toContain("index-missing");
  });

  it.each(cases(lineDamages))("$name, $seed", async ({ damage, seed }) => {
    const backup = copyOf();
    const done = damage(backup, randomFrom(seed));
    const { reading } = await judge(backup.files);
    expect([done, isFound(reading)]).toEqual([done, true]);
    expect([done, reading.whole, reading.hits]).toEqual([done, total, []]);
  });
});

describe("damage to the manifests", () => {
  it.each(cases(manifestDamages))("$name, $seed", async ({ damage, seed }) => {
    const backup = copyOf();
    const done = damage(backup, randomFrom(seed));
    const { reading } = await judge(backup.files);
    expect([done, isFound(reading)]).toEqual([done, true]);
    expect([done, reading.whole, reading.hits]).toEqual([done, total, []]);
  });
});

describe("several damages at once", () => {
  const present = ([name]: [string, Damage]) => !name.startsWith("a missing");
  const toVolumes = Object.entries(volumeDamages).filter(present);
  const toOthers = [indexDamages, lineDamages, manifestDamages]
    .flatMap((damages) => Object.entries(damages))
    .filter(present);

  it.each(Array.from({ length: 8 * places }, (_, seed) => seed))("%s", async (seed) => {
    const random = randomFrom(seed);
    const backup = copyOf();
    const done: string[] = [];
    // One to a volume and up to three to what speaks of it.
    const others = Array.from({ length: 1 + random.below(3) }, () => random.pick(toOthers));
    for (const [name, damage] of [random.pick(toVolumes), ...others]) {
      done.push(`${name}: ${damage(backup, random)}`);
    }
    const { reading, damaged } = await judge(backup.files);
    const lost = lostFrom(backup.files);
    expect([done, isFound(reading)]).toEqual([done, true]);
    // Damage to a line and to what it tells of may leave a message without proof, but never called what it is not.
    expect([done, damaged.filter((subject) => !lost.includes(subject))]).toEqual([done, []]);
    expect([done, reading.whole <= total - lost.length]).toEqual([done, true]);
    expect([done, reading.whole + reading.hitCount]).toEqual([done, reading.messages]);
  });
});
