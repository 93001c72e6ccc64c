import type { Job } from "../../../src/core/job";
import { type Committed, readCommitted } from "./committed";
import { holdDiskAfter, letDiskGoOn, untilHeld } from "./disk-stages";
import { openOptions, request } from "./pages";
import { sleep } from "./processes";
import { backUp, jobEnd, jobNow } from "./session";
import { tortureFolders, usualRoom, type World } from "./torture-world";

/** What a fault did, and what was promised before it. */
export interface Suffered {
  job: Job;
  before: Committed;
  /** What happened, for people. */
  told: string;
  /** The mailbox changed while it was looked at, so what was said of it may no longer be so. */
  moved?: true;
}

export type FaultKind =
  | "kill at a change"
  | "kill at a moment"
  | "cut"
  | "mail changing"
  | "no or bad"
  | "disk full"
  | "read-only"
  | "unplugged";

type Random = () => number;
const upTo = (random: Random, most: number) => Math.floor(random() * most);
const oneOf = <T>(random: Random, all: readonly T[]): T => all[upTo(random, all.length)] as T;

/** How often each kind comes, of a hundred. */
const shares: [FaultKind, number][] = [
  ["kill at a change", 34],
  ["kill at a moment", 8],
  ["cut", 42],
  ["mail changing", 5],
  ["no or bad", 3],
  ["disk full", 3],
  ["read-only", 2],
  ["unplugged", 3],
];

export function chooseKind(random: Random): FaultKind {
  let at = random() * 100;
  for (const [kind, share] of shares) {
    at -= share;
    if (at < 0) return kind;
  }
  return "cut";
}

/** New mail, so that a run has something to lose; now and then some leaves, or is marked. Answers its bytes. */
async function changeMailbox(world: World, random: Random): Promise<number> {
  let bytes = 0;
  for (let i = 0; i <= upTo(random, 3); i++) {
    const folder = oneOf(random, tortureFolders);
    bytes += world.newMail(folder, 1 + upTo(random, 25), 5 + upTo(random, 200));
  }
  if (random() < 0.4) await expungeSome(world, random);
  return bytes;
}

async function expungeSome(world: World, random: Random): Promise<void> {
  const { doveadm } = world.session.dovecot;
  const folder = oneOf(random, tortureFolders) || "INBOX";
  const sequence = String(1 + upTo(random, 8));
  const command = random() < 0.5 ? ["expunge"] : ["flags", "add"];
  const flag = command[0] === "flags" ? ["\\Flagged"] : [];
  await doveadm(...command, "-u", world.user, ...flag, "mailbox", folder, sequence);
}

const start = (world: World) =>
  request<Job>(world.session.thunderbird, "options", { type: "backup.start" });

/** Starts a backup; answers a question whether that one has ended. */
async function startNew(world: World): Promise<() => Promise<boolean>> {
  const last = (await jobNow(world.session)).id;
  // A start that is held never answers.
  void start(world).catch(() => undefined);
  return async () => {
    const job = await jobNow(world.session);
    return job.id !== last && job.state !== "running";
  };
}

/** SIGKILL, and a new Thunderbird, which goes on with the job by itself where one was running. */
async function killAndGoOn(world: World): Promise<Suffered> {
  await world.session.thunderbird.kill();
  const before = readCommitted(world.backup);
  await world.session.restart();
  await openOptions(world.session.thunderbird);
  const unfinished = (await jobNow(world.session)).state === "running";
  const job = unfinished ? await jobEnd(world.session) : await backUp(world.session);
  return { job, before, told: unfinished ? "went on by itself" : "begun again" };
}

type Fault = (world: World, random: Random, newBytes: number) => Promise<Suffered>;

const faults: Record<FaultKind, Fault> = {
  async "kill at a change"(world, random) {
    const changes = upTo(random, 20);
    await holdDiskAfter(world.session.thunderbird, changes);
    const outcome = await untilHeld(world.session.thunderbird, await startNew(world));
    const suffered = await killAndGoOn(world);
    return { ...suffered, told: `killed behind change ${changes} (${outcome}), ${suffered.told}` };
  },
  async "kill at a moment"(world, random) {
    const ms = upTo(random, 4000);
    await startNew(world);
    await sleep(ms);
    const suffered = await killAndGoOn(world);
    return { ...suffered, told: `killed after ${ms} ms, ${suffered.told}` };
  },
  async cut(world, random, newBytes) {
    const before = readCommitted(world.backup);
    // Every new body passes the link, so the cut comes before the end.
    const bytes = upTo(random, newBytes);
    const cuts = world.link.cuts();
    world.link.cutAfter(bytes);
    const job = await backUp(world.session);
    world.link.cutAfter(Number.POSITIVE_INFINITY);
    const happened = world.link.cuts() > cuts;
    return {
      job,
      before,
      told: happened ? `cut after ${bytes} bytes` : `no cut: ended before ${bytes} bytes`,
    };
  },
  async "mail changing"(world, random) {
    const before = readCommitted(world.backup);
    const ended = await startNew(world);
    let changes = 0;
    for (; changes < 12 && !(await ended()); changes++) {
      world.newMail(oneOf(random, tortureFolders), 1 + upTo(random, 3), 10);
      await expungeSome(world, random);
    }
    const job = await jobEnd(world.session);
    return { job, before, told: `${changes} changes meanwhile`, moved: true };
  },
  async "no or bad"(world, random) {
    const before = readCommitted(world.backup);
    const command = oneOf(random, [
      /^uid fetch .*body\.peek/i,
      /^select /i,
      /^status /i,
      /^list /i,
    ]);
    const answer = oneOf(random, ["NO [SERVERBUG] Not now.", "BAD What?"]);
    world.server.refuse(command, answer);
    const job = await backUp(world.session);
    const refused = world.server.refused();
    world.server.refuse(null);
    return {
      job,
      before,
      told: `${refused} commands like ${command.source} answered with ${answer}`,
    };
  },
  async "disk full"(world, random) {
    const before = readCommitted(world.backup);
    const room = await world.disk.fill(upTo(random, 60) * 1024);
    const job = await backUp(world.session);
    await world.disk.resize(usualRoom);
    return { job, before, told: `only ${room} KB free` };
  },
  async "read-only"(world) {
    const before = readCommitted(world.backup);
    await world.disk.readOnly(true);
    const job = await backUp(world.session);
    await world.disk.readOnly(false);
    return { job, before, told: "the folder can only be read" };
  },
  async unplugged(world, random) {
    const before = readCommitted(world.backup);
    const changes = 3 + upTo(random, 20);
    await holdDiskAfter(world.session.thunderbird, changes);
    const outcome = await untilHeld(world.session.thunderbird, await startNew(world));
    await world.disk.unplug();
    // Also where the run ended before that change: the next one would be held by it.
    await letDiskGoOn(world.session.thunderbird);
    const job = await jobEnd(world.session);
    await world.disk.plugIn();
    return { job, before, told: `unplugged behind change ${changes} (${outcome})` };
  },
};

/** Lets one fault happen to a run that has something to save. */
export async function suffer(world: World, kind: FaultKind, random: Random): Promise<Suffered> {
  const newBytes = await changeMailbox(world, random);
  return faults[kind](world, random, newBytes);
}
