import { existsSync } from "node:fs";
import { type Started, start, stop, until } from "./processes";

/** A virtual display of its own for every run, so that runs do not meet. */
export async function startDisplay(): Promise<{ name: string; stop: () => Promise<void> }> {
  for (let number = 90 + (process.pid % 400); number < 990; number++) {
    if (existsSync(`/tmp/.X11-unix/X${number}`) || existsSync(`/tmp/.X${number}-lock`)) continue;
    const server: Started = start("Xvfb", [
      `:${number}`,
      "-screen",
      "0",
      "1400x1000x24",
      "-nolisten",
      "tcp",
    ]);
    const up = await until(
      "Xvfb",
      () =>
        existsSync(`/tmp/.X11-unix/X${number}`) || (server.process.exitCode !== null && "ended"),
      15_000,
    );
    if (up === true) return { name: `:${number}`, stop: () => stop(server.process) };
  }
  throw new Error("no free display number for Xvfb");
}
