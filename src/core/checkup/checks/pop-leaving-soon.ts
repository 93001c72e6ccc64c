import { wellFormed } from "../../part";
import { check } from "../check";
import { eachServer } from "../each-server";
import { daysLeft, retentionSettings } from "../pop-retention";
import { provedBackup } from "../proved-backup";

const day = 24 * 60 * 60 * 1000;

/** Messages that the server is about to lose, and that no proved backup holds. */
export const popLeavingSoon = check({
  id: "pop-leaving-soon",
  needs: ["servers", "popStates"],
  wants: ["accounts", "backups"],
  action: "backup",
  settingsPage: "am-server.xhtml",
  values: ["address", "count", "days"],
  find: (facts) =>
    eachServer(facts, ["pop3"], [...retentionSettings, "deferredTo"], (settings, about) => {
      const { takenAt, thresholds, popStates, backups } = facts;
      const { account, subject, address } = about;
      const daysOnServer = daysLeft(settings);
      // What leaves at once, or by nonsense in the number of days, is told by two other checks.
      if (daysOnServer === 0 || daysOnServer === Number.POSITIVE_INFINITY) return null;

      const state = wellFormed(popStates[account]);
      if (!state.ok) return { findings: [], notKnown: [{ subject, reason: state.reason }] };
      const window = thresholds.leavingDays;
      const due = fetchedBefore(state.value.kept, takenAt + (window - daysOnServer) * day);
      if (due.length === 0) return null;

      // What another account receives is saved with that account.
      const saved = settings.deferredTo || account;
      const proof = provedBackup(saved, backups);
      if (!proof.ok) return { findings: [], notKnown: [{ subject, reason: proof.reason }] };
      const count = due
        .filter(([fetchedAt]) => fetchedAt > proof.value.until)
        .reduce((sum, [, messages]) => sum + messages, 0);
      if (count === 0) return null;
      return {
        severity: "medium",
        subject: { ...subject, accounts: [...new Set([account, saved])] },
        values: { address, count, days: window },
        // Some messages leave every day, and that alone is no news.
        facts: { daysOnServer, backup: Number.isFinite(proof.value.until) ? proof.value.until : 0 },
      };
    }),
});

/** Those of the messages on the server that were fetched before a moment. */
function fetchedBefore(kept: [number, number][], moment: number): [number, number][] {
  const proper = kept.every(
    ([at, count]) => Number.isFinite(at) && Number.isSafeInteger(count) && count >= 0,
  );
  if (!proper) throw new RangeError("no moment or no count");
  return kept.filter(([at, count]) => count > 0 && at <= moment);
}
