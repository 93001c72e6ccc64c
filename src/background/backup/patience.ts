import { reasonOf } from "../../core/refusal";
import { cancellable, pause, type RunContext } from "./run-context";

/** How long a server may be silent before each try is given up, in milliseconds. */
const patience = [20_000, 30_000, 40_000];
/** Pauses before the next try, in milliseconds: after a refusal, and after silence or a lost connection. */
export const pauses = { refused: [500, 1500], lost: [2000, 8000] } as const;

/** Codes after which asking the same server again is of no use in this run. */
const final = new Set(["cancelled", "offline", "password-needed", "account-gone", "folder-gone"]);

/** Milliseconds to wait before try number `tried` (from 1) is repeated; null where that is of no use. */
export function pauseBefore(tried: number, code: string): number | null {
  if (final.has(code)) return null;
  const lost = code === "server-silent" || code === "server-unreachable";
  return pauses[lost ? "lost" : "refused"][tried - 1] ?? null;
}

/** Tries again with growing pauses; the last failure is the answer. `work` is told how long to wait for the server. */
export async function trying<T>(
  context: RunContext,
  work: (patience: number) => Promise<T>,
): Promise<T> {
  for (let tried = 0; ; ) {
    try {
      return await cancellable(context, work(patience[tried] ?? 40_000));
    } catch (error) {
      tried++;
      const wait = pauseBefore(tried, reasonOf(error).code);
      if (wait === null) throw error;
      await pause(context, wait);
    }
  }
}
