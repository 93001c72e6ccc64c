import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { openOptions } from "./harness/pages";
import { brokenBy, brokenInNextRun, brokenOnDisk } from "./harness/proofs";
import { randomFrom } from "./harness/random";
import { compareWithServer } from "./harness/readers";
import { keepEvidence } from "./harness/session";
import { chooseKind, type FaultKind, suffer } from "./harness/torture-faults";
import { startWorld, type World } from "./harness/torture-world";

/** What a torture is told: how long, from which seed, and where it keeps how far it came. */
export interface TortureOptions {
  minutes: number;
  seed: number;
  stateFile: string;
  /** The page that gets one line per run. */
  tallyFile: string;
}

/** Seed -> the number of the next fault. */
type State = Record<string, number>;

const readState = (file: string): State =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as State) : {};

/** Each fault has random numbers of its own, so that one can be repeated without those before it. */
const randomOf = (seed: number, number: number) =>
  randomFrom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));

const short = (seed: number, number: number) => `seed ${seed}, fault ${number}`;

/** One fault, the check after it, and the check of the next run. Answers what did not hold. */
async function oneFault(
  world: World,
  kind: FaultKind,
  random: () => number,
): Promise<{ told: string; broken: string[] }> {
  const { job, before, told, moved } = await suffer(world, kind, random);
  const broken = moved ? brokenOnDisk(world, before) : await brokenBy(world, job, before);
  const outcome = job.state === "done" ? job.verdict : `${job.state} (${job.error?.code})`;
  // A run that went on after a kill, or connected again after a cut, and was compared whole, is the next run.
  const isWhole = job.state === "done" && job.verdict === "complete" && !moved;
  if (!isWhole) broken.push(...(await brokenInNextRun(world)));
  return { told: `${told}: ${outcome}`, broken };
}

/** For a person who looks into a failure: what differs, and whether a new start of Thunderbird mends it. */
async function tellMore(world: World): Promise<void> {
  const { session, user, backup } = world;
  const { folders } = await compareWithServer(session.dovecot, user, backup);
  for (const [name, { server, saved, missing, extra }] of Object.entries(folders)) {
    if (missing.length + extra.length === 0) continue;
    console.log(`  ${name}: ${JSON.stringify({ server, saved, missing, extra })}`);
  }
  await session.thunderbird.quit();
  await session.restart();
  await openOptions(session.thunderbird);
  const broken = await brokenInNextRun(world);
  console.log(`  after a new start: ${broken.length === 0 ? "whole" : broken.join("; ")}`);
}

/** Faults one after another until the time is over; answers how many checks failed. */
export async function torture(options: TortureOptions): Promise<number> {
  const { minutes, seed, stateFile, tallyFile } = options;
  const end = Date.now() + minutes * 60_000;
  mkdirSync(dirname(stateFile), { recursive: true });
  const first = readState(stateFile)[seed] ?? 0;
  const tally = new Map<string, number>();
  const count = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);
  const world = await startWorld(first);
  const { version } = world.session.thunderbird;
  let [number, failed] = [first, 0];
  try {
    for (; Date.now() < end && failed === 0; number++) {
      const random = randomOf(seed, number);
      const kind = chooseKind(random);
      const begun = Date.now();
      const { told, broken } = await oneFault(world, kind, random);
      count(told.startsWith("no cut") ? "runs that ended before their cut" : kind);
      const seconds = ((Date.now() - begun) / 1000).toFixed(0);
      console.log(
        `${short(seed, number)}: ${told}; ${broken.length === 0 ? "whole" : "BROKEN"}, ${seconds} s`,
      );
      for (const one of broken) console.log(`  ${one}`);
      if (broken.length > 0) {
        failed++;
        console.log(await keepEvidence(world.session, `torture-${seed}-${number}`));
        await tellMore(world);
      }
      writeFileSync(stateFile, JSON.stringify({ ...readState(stateFile), [seed]: number + 1 }));
    }
  } catch (error) {
    failed++;
    console.log(`${short(seed, number)}: ${error instanceof Error ? error.stack : error}`);
    console.log(await keepEvidence(world.session, `torture-${seed}-${number}`));
  } finally {
    await world.end();
  }
  appendFileSync(tallyFile, tallyLine(version, seed, [first, number], tally, failed));
  return failed;
}

function tallyLine(
  version: string,
  seed: number,
  [from, to]: [number, number],
  tally: ReadonlyMap<string, number>,
  failed: number,
): string {
  const of = (...kinds: string[]) => kinds.reduce((sum, kind) => sum + (tally.get(kind) ?? 0), 0);
  const cuts = of("cut");
  const kills = of("kill at a change", "kill at a moment");
  const others = [...tally]
    .filter(([kind]) => kind !== "cut" && !kind.startsWith("kill"))
    .map(([kind, times]) => `${kind} ${times}`)
    .join(", ");
  const day = new Date().toISOString().slice(0, 10);
  const cells = [day, version, seed, `${from}-${to - 1}`, cuts, kills, others || "-", failed];
  return `| ${cells.join(" | ")} |\n`;
}
