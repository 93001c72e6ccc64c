import { type ReadBackRequest, readBackFiles } from "./read-back-files";

/** What the worker answers to request number `id`. */
export type ReadBackReply = { id: number; good: number } | { id: number; error: string };

addEventListener("message", async ({ data }: MessageEvent<ReadBackRequest & { id: number }>) => {
  let reply: ReadBackReply;
  try {
    reply = { id: data.id, good: await readBackFiles(data) };
  } catch (error) {
    reply = { id: data.id, error: String(error) };
  }
  postMessage(reply);
});
