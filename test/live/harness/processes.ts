import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

/** Every process the harness started and has not seen end, so that nothing is left whatever happens. */
const running = new Set<ChildProcess>();

export interface Started {
  process: ChildProcess;
  /** What it has printed so far, at most the last 200,000 characters. */
  output: () => string;
  ended: Promise<void>;
}

/** Starts a program in a process group of its own; its output is kept, never inherited. */
export function start(command: string, args: string[], env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const keep = (chunk: Buffer) => {
    text = (text + chunk.toString("utf8")).slice(-200_000);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  running.add(child);
  child.on("exit", () => running.delete(child));
  child.on("error", (error) => {
    text += `\n${error.message}`;
    running.delete(child);
  });
  const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  return { process: child, output: () => text, ended };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (!child.pid) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Ends a process group: politely first, then, after `graceMs`, by SIGKILL. */
export async function stop(child: ChildProcess, graceMs = 5000): Promise<void> {
  const ended = child.exitCode !== null || child.signalCode !== null;
  if (!ended) {
    const exit = once(child, "exit");
    signalGroup(child, "SIGTERM");
    const timer = setTimeout(() => signalGroup(child, "SIGKILL"), graceMs);
    await exit;
    clearTimeout(timer);
  }
  // Children of the group may outlive their leader.
  signalGroup(child, "SIGKILL");
}

/** Kills a process group at once, as a power cut would as far as the programs can tell. */
export async function kill(child: ChildProcess): Promise<void> {
  const exit = child.exitCode === null && child.signalCode === null ? once(child, "exit") : null;
  signalGroup(child, "SIGKILL");
  await exit;
}

process.on("exit", () => {
  for (const child of running) signalGroup(child, "SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => process.exit(1));
}

/** Runs a program to its end; throws with what it printed when it fails. */
export async function run(
  command: string,
  args: string[],
  options: { env?: NodeJS.ProcessEnv; input?: string; cwd?: string } = {},
): Promise<string> {
  const child = spawn(command, args, {
    env: { ...process.env, ...options.env },
    cwd: options.cwd,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  // A program that reads nothing may have ended before this.
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) {
    throw new Error(
      `${command} ${args.join(" ")} ended with ${code}: ${Buffer.concat(err).toString("utf8")}`,
    );
  }
  return Buffer.concat(out).toString("utf8");
}

/** A TCP port on loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Asks again until the answer is truthy; throws with `what` when the time is over. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | false | null | undefined> | T | false | null | undefined,
  timeoutMs = 30_000,
  everyMs = 100,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      throw new Error(`waited ${timeoutMs / 1000} s for ${what}; last seen: ${String(last)}`);
    }
    await sleep(everyMs);
  }
}

/** True at the first call and again after each such time: for what must not be asked for in a storm. */
export function onceEvery(ms: number): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - last < ms) return false;
    last = performance.now();
    return true;
  };
}
