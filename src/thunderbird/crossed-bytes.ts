import { callExperiment } from "./calls";

/** What may lie about before it is collected; a collection takes the add-on's own process about 20 ms. */
const mostGarbage = 32 * 1024 * 1024;

let crossed = 0;

/**
 * Notes bytes that cross between the add-on and Thunderbird, and answers them. Each crossing leaves a copy behind
 * that Gecko's collector does not count (StructuredCloneHolder), so nothing would be collected before a job ends.
 */
export function noteCrossed<T extends { byteLength: number }>(bytes: T): T {
  crossed += bytes.byteLength;
  if (crossed >= mostGarbage) {
    crossed = 0;
    void callExperiment("backupDisk", () => messenger.backupDisk.collectGarbage());
  }
  return bytes;
}
