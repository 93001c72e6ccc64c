import { Refusal } from "../../core/refusal";
import type { ReadBackRequest } from "./read-back-files";
import type { ReadBackReply } from "./read-back-worker";

interface Waiting {
  resolve: (good: number) => void;
  reject: (error: unknown) => void;
}

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, Waiting>();

function begin(): Worker {
  const begun = new Worker("/background/read-back-worker.js", { type: "module" });
  begun.addEventListener("message", ({ data }: MessageEvent<ReadBackReply>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ("good" in data) asked?.resolve(data.good);
    else {
      console.error("Postwacht:", data.error);
      asked?.reject(new Refusal("disk-read-failed"));
    }
  });
  begun.addEventListener("error", ({ message }) => {
    worker = null;
    for (const { reject } of waiting.values()) reject(new Error(message || "worker"));
    waiting.clear();
  });
  return begun;
}

/**
 * Reads entries back in a thread of their own: what reads and writes mail goes on meanwhile. Answers how many of
 * the lines are right; `disk-read-failed` where a file cannot be read.
 */
export function readBackBeside(request: ReadBackRequest): Promise<number> {
  worker ??= begin();
  const id = ++lastId;
  const begun = worker;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    begun.postMessage({ ...request, id });
  });
}
