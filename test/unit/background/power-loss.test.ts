import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { chooseBackupFolder } from "../../../src/background/backup/backup-root";
import { saveAccounts } from "../../../src/background/backup/save-accounts";
import type { Job, Verdict } from "../../../src/core/job";
import { pickedFolder } from "../fakes/disk-experiment";
import {
  imapAccount,
  letTimeFly,
  localAccount,
  type MailProgram,
  startProgram,
} from "../fakes/mail-program";
import {
  afterPowerCut,
  type Change,
  type DiskState,
  emptyState,
  fatesOf,
  notFlushed,
  PowerDisk,
} from "../fakes/power-disk";
import { type ReadBackup, readBackup } from "../fakes/second-reader";
import { bytesOf, everIn, firstMail, laterMail, sha256 } from "./power-loss-mail";

/*
 * The disk calls of a run are recorded and the power is cut behind each of them, with everything that was not
 * flushed kept, dropped or torn, each for itself. Then a new Thunderbird starts and backs up again.
 */

async function run(disk: PowerDisk, program: MailProgram): Promise<Verdict> {
  startProgram(program, disk);
  const nothing = { folders: 0, messages: 0, bytes: 0 };
  const job: Job = {
    id: "job",
    kind: "backup",
    state: "running",
    startedAt: Date.now(),
    done: { ...nothing },
    total: { ...nothing },
    missing: [],
    missingCount: 0,
  };
  const context = {
    job,
    runAt: Date.now(),
    signal: new AbortController().signal,
    stop: () => undefined,
    missing: [],
    counted: new Map(),
    expected: new Map(),
    savedBytes: new Map(),
  };
  const stored = { job, accounts: null, folders: null, attempts: 1 };
  return saveAccounts(context, stored);
}

/** A stick that was just picked: its mark is on it, and nothing else. */
async function picked(prefs: Map<string, string>): Promise<DiskState> {
  const start = emptyState();
  start.folders.add(pickedFolder);
  const disk = new PowerDisk(start);
  startProgram({ folders: [], prefs }, disk);
  await chooseBackupFolder("");
  const memory = disk.memory();
  memory.set(
    "accountUids",
    JSON.stringify({ [imapAccount]: "imap-uid", [localAccount]: "local-uid" }),
  );
  memory.set("installation", JSON.stringify("this installation"));
  return disk.state();
}

const backupFolders = (state: DiskState) =>
  [...state.folders].filter(
    (path) => path !== pickedFolder && path.lastIndexOf("/") === pickedFolder.length,
  );

/** Every backup on the disk as a stranger reads it, by folder. Throws where one does not hold what it says. */
function readAll(state: DiskState): Map<string, ReadBackup> {
  const all = new Map<string, ReadBackup>();
  for (const path of backupFolders(state)) {
    const backup = readBackup(state, path);
    if (backup) all.set(path, backup);
  }
  return all;
}

/** How far a log has to be kept for its last commit to be surely on the disk. */
function lastCommit(log: readonly Change[]): number {
  return log.findLastIndex(({ kind, ...change }, i) => {
    const before = log[i - 1];
    const isNamed = before?.kind === "rename" && before.to.endsWith("/backup.json");
    return kind === "flush" && isNamed && "node" in change && before.node === change.node;
  });
}

/** Nothing that was committed has changed, and nothing is there twice or was forgotten. */
function expectWhole(
  state: DiskState,
  promised: Map<string, ReadBackup>,
  ever: Map<string, Set<string>>,
) {
  const now = readAll(state);
  for (const [path, before] of promised) {
    for (const was of before.folders) {
      const is = now.get(path)?.folders.find((one) => one.path === was.path);
      for (const [file, bytes] of was.files) {
        const after = is?.files.get(file)?.subarray(0, bytes.length) ?? new Uint8Array(0);
        if (Buffer.compare(after, bytes) !== 0)
          throw new Error(`${file}: what was committed has changed`);
      }
    }
  }
  const saved = [...now.values()].flatMap((backup) => backup.folders);
  for (const [name, hashes] of ever) {
    const messages = saved.filter((one) => one.path === name).flatMap((one) => one.messages);
    expect([...messages].sort(), name).toEqual([...hashes].sort());
  }
  for (const backup of now.values()) expect(backup.verdict).toBe("complete");
}

/** What a disk claims right after a power cut must be there, and "complete" of this run only where it is. */
function expectHonest(state: DiskState, since: number, ever: Map<string, Set<string>>): void {
  for (const backup of readAll(state).values()) {
    if (backup.verdict !== "complete" || (backup.endedAt ?? 0) < since) continue;
    for (const one of backup.folders) {
      expect(new Set(one.messages), `${one.path}, called complete`).toEqual(ever.get(one.path));
    }
  }
}

interface Scenario {
  start: DiskState;
  program: MailProgram;
  ever: Map<string, Set<string>>;
  log: Change[];
  since: number;
}

const key = (state: DiskState) =>
  sha256(
    bytesOf(
      JSON.stringify([
        [...state.files].map(([path, bytes]) => [path, sha256(bytes)]).sort(),
        [...state.folders].sort(),
        [...state.memory].sort(),
      ]),
    ),
  );

const copyOf = (state: DiskState): DiskState => ({
  files: new Map(state.files),
  folders: new Set(state.folders),
  memory: new Map(state.memory),
});

/** Cuts the power at the end of a log in every way, and runs again. Answers how many different disks that made. */
async function cutAndRecover(scenario: Scenario, log: readonly Change[], seen: Set<string>) {
  const { start, ever, since } = scenario;
  const promised = readAll(afterPowerCut(start, log.slice(0, lastCommit(log) + 1), new Map()));
  for (const { name, fates } of fatesOf(notFlushed(log))) {
    const state = afterPowerCut(start, log, fates);
    const mark = key(state);
    if (seen.has(mark)) continue;
    seen.add(mark);
    const where = `after ${log.length} of ${scenario.log.length} changes, ${name}`;
    try {
      expectHonest(state, since, ever);
      const disk = new PowerDisk(copyOf(state));
      const verdict = await run(disk, scenario.program);
      expect(verdict).toBe("complete");
      expectWhole(disk.state(), promised, ever);
    } catch (error) {
      throw new Error(`${where}: ${(error as Error).message}`, { cause: error });
    }
  }
}

async function scenarioOf(start: DiskState, program: MailProgram, ever: Map<string, Set<string>>) {
  const disk = new PowerDisk(copyOf(start));
  const since = Date.now();
  expect(await run(disk, program)).toBe("complete");
  return { start, program, ever, log: disk.log, since, end: disk.state() };
}

let [first, second]: Awaited<ReturnType<typeof scenarioOf>>[] = [];

beforeAll(async () => {
  letTimeFly();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const prefs = new Map<string, string>();
  const start = await picked(prefs);
  const mail = firstMail();
  first = await scenarioOf(start, { folders: mail, prefs }, everIn(mail));
  const later = laterMail();
  second = await scenarioOf(first.end, { folders: later, prefs }, everIn(mail, later));
});
afterAll(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const scenarios = () =>
  [
    ["a first run", first as Scenario],
    ["a second run", second as Scenario],
  ] as const;

it("recovers after a power cut behind every change of a run, whatever was not flushed", async () => {
  for (const [name, scenario] of scenarios()) {
    const seen = new Set<string>();
    for (let end = 0; end <= scenario.log.length; end++) {
      await cutAndRecover(scenario, scenario.log.slice(0, end), seen);
    }
    expect(seen.size, name).toBeGreaterThan(100);
  }
}, 300_000);

it("recovers where Thunderbird was killed first and the power went in the run after it", async () => {
  for (const [name, scenario] of scenarios()) {
    const seen = new Set<string>();
    for (let killed = 1; killed < scenario.log.length; killed++) {
      const left = scenario.log.slice(0, killed);
      if (notFlushed(left).length === 0) continue;
      const disk = new PowerDisk(copyOf(scenario.start), left);
      expect(await run(disk, scenario.program)).toBe("complete");
      // As long as something of the killed run is only in the system's memory, behind the first two commits.
      const commits = disk.log
        .map((_, i) => i + 1)
        .filter((end) => end > killed && lastCommit(disk.log.slice(0, end)) === end - 1);
      for (const end of commits.slice(0, 2)) {
        const log = disk.log.slice(0, end);
        if (notFlushed(log).some((i) => i < killed)) await cutAndRecover(scenario, log, seen);
      }
    }
    expect(seen.size, name).toBeGreaterThan(100);
  }
}, 300_000);
