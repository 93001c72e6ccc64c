import type { ProperSettings } from "../checkup/each-server";
import type { Snapshot } from "../checkup/snapshot";
import { known, type Part, wellFormed } from "../part";
import { settingOf } from "./reading";

/** The settings that decide what a check for POP mail removes from the server. */
export type Keeping = ProperSettings<"leaveOnServer" | "deleteByAge" | "daysOnServer">;

const day = 24 * 60 * 60 * 1000;

/** These settings as they are now. */
export const keepingOf = (snapshot: Snapshot, account: string): Keeping => ({
  leaveOnServer: settingOf(snapshot, account, "leaveOnServer"),
  deleteByAge: settingOf(snapshot, account, "deleteByAge"),
  daysOnServer: settingOf(snapshot, account, "daysOnServer"),
});

/**
 * How many of the messages that are known to be on the server the next check for mail removes, with
 * the given settings or those of now. Counted as Thunderbird does it (Pop3Client.sys.mjs): from the
 * moment of the download, 0 days for never, and messages of which only the beginning is here not by
 * their age. Without "Leave messages on server" everything that is known here goes, those too.
 */
export function popRemovals(
  snapshot: Snapshot,
  account: string,
  keeping: Keeping = keepingOf(snapshot, account),
): Part<number> {
  const { leaveOnServer, deleteByAge, daysOnServer: days } = keeping;
  const byAge = deleteByAge && days !== 0;
  if (leaveOnServer && !byAge) return known(0, snapshot.takenAt);
  const states = wellFormed(snapshot.popStates);
  if (!states.ok) return states;
  const state = wellFormed(states.value[account]);
  if (!state.ok) return state;
  const before = snapshot.takenAt - days * day;
  const due = state.value.kept.filter(([at]) => !leaveOnServer || at < before);
  const count = due.reduce((sum, [, messages]) => sum + messages, 0);
  return known(count + (leaveOnServer ? 0 : state.value.partial), state.at);
}
