import { reasonOf } from "../../core/refusal";
import { pause, type RunContext } from "./run-context";

const look = 500;
/** Given up when a folder was not free for so long, in milliseconds. */
const longest = 60_000;

/**
 * While Thunderbird brings or sorts mail it lets nobody else at a local folder, and `work` fails with
 * `folder-locked`: it is begun again until the folder is free.
 */
export async function whenFree<T>(context: RunContext, work: () => Promise<T>): Promise<T> {
  for (const since = performance.now(); ; await pause(context, look)) {
    try {
      return await work();
    } catch (error) {
      const locked = reasonOf(error).code === "folder-locked";
      if (!locked || performance.now() - since > longest) throw error;
    }
  }
}
