import { joinBytes } from "../../../../src/core/mbox/from-lines";
import type { Random } from "../mbox/random";
import type { Files, MadeBackup, MadeFolder } from "./memory-backup";

/** One way to damage a backup; answers what was done, for a failure's message. */
export type Damage = (backup: MadeBackup, random: Random) => string;

const bytesIn = (files: Files, file: string) => files[file] ?? new Uint8Array(0);

/** `count` bytes at a place replaced by others. */
function splice(files: Files, file: string, at: number, count: number, put: Uint8Array): void {
  const bytes = bytesIn(files, file);
  files[file] = joinBytes([bytes.subarray(0, at), put, bytes.subarray(at + count)]);
}

const noise = (random: Random, length: number) =>
  Uint8Array.from({ length }, () => random.below(256));
const none = new Uint8Array(0);

/** Ways to damage any file. */
const anyFile = (pick: (backup: MadeBackup, random: Random) => string): Record<string, Damage> => ({
  "a flipped bit"(backup, random) {
    const file = pick(backup, random);
    const bytes = bytesIn(backup.files, file).slice();
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    backup.files[file] = bytes;
    return `${file} at ${at}`;
  },
  "a cut end"(backup, random) {
    const file = pick(backup, random);
    const bytes = bytesIn(backup.files, file);
    const length = random.below(bytes.length);
    backup.files[file] = bytes.slice(0, length);
    return `${file} to ${length}`;
  },
  "bytes taken out"(backup, random) {
    const file = pick(backup, random);
    const at = random.below(bytesIn(backup.files, file).length - 60);
    const count = 1 + random.below(60);
    splice(backup.files, file, at, count, none);
    return `${file} at ${at}, ${count}`;
  },
  "bytes put in"(backup, random) {
    const file = pick(backup, random);
    const at = random.below(bytesIn(backup.files, file).length);
    const count = 1 + random.below(60);
    splice(backup.files, file, at, 0, noise(random, count));
    return `${file} at ${at}, ${count}`;
  },
  "a block of zeros"(backup, random) {
    const file = pick(backup, random);
    const length = bytesIn(backup.files, file).length;
    const count = Math.min(length, 1 + random.below(512));
    const at = random.below(length - count + 1);
    splice(backup.files, file, at, count, new Uint8Array(count));
    return `${file} at ${at}, ${count}`;
  },
  "a missing file"(backup, random) {
    const file = pick(backup, random);
    delete backup.files[file];
    return file;
  },
});

const volumes = (backup: MadeBackup) =>
  backup.folders.flatMap(({ record }) => record.volumes.map(({ file }) => file));

function someEntry(backup: MadeBackup, random: Random) {
  const folder = random.pick(backup.folders);
  const line = random.pick(folder.messages);
  const bytes = bytesIn(backup.files, line.volume);
  return { line, bytes: bytes.subarray(line.offset, line.offset + line.length) };
}

/** Damage to volumes: the bytes of messages. */
export const volumeDamages: Record<string, Damage> = {
  ...anyFile((backup, random) => random.pick(volumes(backup))),
  "an entry doubled"(backup, random) {
    const from = someEntry(backup, random);
    const to = someEntry(backup, random).line;
    splice(backup.files, to.volume, to.offset, 0, from.bytes.slice());
    return `${from.line.subject} before ${to.subject}`;
  },
  "an entry taken out"(backup, random) {
    const { line } = someEntry(backup, random);
    splice(backup.files, line.volume, line.offset, line.length, none);
    return line.subject;
  },
  "an entry in another's place"(backup, random) {
    const from = someEntry(backup, random);
    const to = someEntry(backup, random).line;
    splice(backup.files, to.volume, to.offset, to.length, from.bytes.slice());
    if (from.line === to) return volumeDamages["an entry taken out"]?.(backup, random) ?? "";
    return `${from.line.subject} for ${to.subject}`;
  },
  "two entries exchanged"(backup, random) {
    const folder = random.pick(backup.folders);
    const i = random.below(Math.min(7, folder.messages.length - 1));
    const [a, b] = [folder.messages[i], folder.messages[i + 1]];
    if (!a || !b || a.volume !== b.volume) throw new Error("no neighbours");
    const bytes = bytesIn(backup.files, a.volume);
    const [one, two] = [
      bytes.slice(a.offset, b.offset),
      bytes.slice(b.offset, b.offset + b.length),
    ];
    splice(backup.files, a.volume, a.offset, a.length + b.length, joinBytes([two, one]));
    return `${a.subject} and the next`;
  },
};

function someLine(backup: MadeBackup, random: Random) {
  const folder = random.pick(backup.folders);
  const i = random.below(folder.lines.length);
  const { from, to } = folder.places[i] ?? { from: 0, to: 0 };
  const file = folder.record.index;
  return { folder, i, file, from, to, bytes: bytesIn(backup.files, file).slice(from, to) };
}

const edit = (backup: MadeBackup, folder: MadeFolder, at: number, count: number, put: Uint8Array) =>
  splice(backup.files, folder.record.index, at, count, put);

/** Damage to indexes: no message is hit by it. */
export const indexDamages: Record<string, Damage> = {
  ...anyFile((backup, random) => random.pick(backup.folders).record.index),
  "a line taken out"(backup, random) {
    const { folder, i, from, to } = someLine(backup, random);
    edit(backup, folder, from, to - from, none);
    return `${folder.record.name}, line ${i}`;
  },
  "a line end changed"(backup, random) {
    const { folder, i, to } = someLine(backup, random);
    edit(backup, folder, to - 1, 1, new Uint8Array([0x0a ^ (1 << random.below(8))]));
    return `${folder.record.name}, line ${i}`;
  },
  "a line end taken out"(backup, random) {
    const { folder, i, to } = someLine(backup, random);
    edit(backup, folder, to - 1, 1, none);
    return `${folder.record.name}, line ${i}`;
  },
  "a changed chain value"(backup, random) {
    const { folder, i, to } = someLine(backup, random);
    const at = to - 4 - random.below(60);
    const old = bytesIn(backup.files, folder.record.index)[at];
    edit(backup, folder, at, 1, new Uint8Array([old === 0x61 ? 0x62 : 0x61]));
    return `${folder.record.name}, line ${i}`;
  },
};

/** Damage that adds or moves whole lines: every message stays proved. */
export const lineDamages: Record<string, Damage> = {
  "a line doubled"(backup, random) {
    const { folder, i, to, bytes } = someLine(backup, random);
    edit(backup, folder, to, 0, bytes);
    return `${folder.record.name}, line ${i}`;
  },
  "a line from elsewhere"(backup, random) {
    const one = someLine(backup, random);
    const two = someLine(backup, random);
    edit(backup, two.folder, two.from, 0, one.bytes);
    return `${one.folder.record.name} ${one.i} before ${two.folder.record.name} ${two.i}`;
  },
  "two lines exchanged"(backup, random) {
    const folder = random.pick(backup.folders);
    const i = random.below(folder.lines.length - 1);
    const [a, b] = [folder.places[i], folder.places[i + 1]];
    if (!a || !b) throw new Error("no neighbours");
    const bytes = bytesIn(backup.files, folder.record.index);
    const turned = joinBytes([bytes.slice(b.from, b.to), bytes.slice(a.from, a.to)]);
    edit(backup, folder, a.from, b.to - a.from, turned);
    return `${folder.record.name}, line ${i}`;
  },
};

/** Damage to what says what is committed. */
export const manifestDamages: Record<string, Damage> = {
  ...anyFile(() => "backup.json"),
  "both manifests damaged"(backup, random) {
    for (const file of ["backup.json", "backup.previous.json"]) {
      const bytes = bytesIn(backup.files, file).slice();
      const at = random.below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      backup.files[file] = bytes;
    }
    return "";
  },
  "both manifests missing"(backup) {
    delete backup.files["backup.json"];
    delete backup.files["backup.previous.json"];
    return "";
  },
  "an older manifest in its place"(backup) {
    const { "backup.json": one, "backup.previous.json": two } = backup.files;
    // Damage that came before may have taken one of them away.
    if (one && two)
      Object.assign(backup.files, { "backup.json": two, "backup.previous.json": one });
    return "";
  },
  "a damaged previous manifest"(backup, random) {
    const bytes = bytesIn(backup.files, "backup.previous.json").slice();
    const at = random.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    backup.files["backup.previous.json"] = bytes;
    return `at ${at}`;
  },
};
