import { hasExperiments } from "../../thunderbird/calls";
import { keepAlive } from "../../thunderbird/event-page";
import { isIdleFor } from "../../thunderbird/idle";
import { isWorking } from "../job";
import { readOldest } from "./read-oldest";
import { startVerify } from "./verify-job";

/*
 * Belongs here: reading old files of backups again while nobody uses the computer.
 * Does not belong here: which file is read, and how (-> read-oldest.ts).
 */

/** Seconds without a key or a mouse after which nobody is disturbed. */
const quiet = 120;
/** Seconds that one alarm may read; the next one goes on. */
const slice = 60;
const lookEvery = 1000;

let reading = false;

/**
 * Reads for a minute what was read longest ago, and stops as soon as somebody is there. Where something is not
 * what was written, the whole backup is verified, so that the user hears what is hit.
 */
export async function readWhenIdle(): Promise<void> {
  if (reading || !hasExperiments() || isWorking() || !(await isIdleFor(quiet))) return;
  reading = true;
  const letGo = keepAlive();
  const abort = new AbortController();
  const timer = setInterval(() => {
    isIdleFor(quiet).then(
      (idle) => idle || abort.abort(),
      () => abort.abort(),
    );
  }, lookEvery);
  try {
    const end = performance.now() + slice * 1000;
    for (let left = slice; left > 0; left = (end - performance.now()) / 1000) {
      const came = await readOldest(left, abort.signal);
      if (typeof came === "object") await startVerify(came.damaged);
      if (came !== "read") return;
    }
  } finally {
    clearInterval(timer);
    letGo();
    reading = false;
  }
}
