import { wellFormed } from "../../part";
import { check } from "../check";
import { eachServer } from "../each-server";

const day = 24 * 60 * 60 * 1000;

/** Who looks in by hand now and then does so within a week. */
const patienceDays = 7;

/**
 * Thunderbird fetches nothing by itself and nobody fetched by hand for a while. Both the timed
 * check and the one at start-up only count the new mail unless "Automatically download" is on.
 */
export const popNotAutomatic = check({
  id: "pop-not-automatic",
  needs: ["servers"],
  wants: ["accounts", "popStates"],
  kinds: ["not-checked", "not-fetched"],
  action: "fix",
  settingsPage: "am-server.xhtml",
  values: ["address", "fetchedAt"],
  find: (facts) =>
    eachServer(
      facts,
      ["pop3"],
      ["fetchAutomatically", "checkTimed", "checkAtStartup"],
      ({ fetchAutomatically, checkTimed, checkAtStartup }, { account, subject, address }) => {
        const checked = checkTimed || checkAtStartup;
        if (fetchAutomatically && checked) return null;
        const { popStates, takenAt } = facts;
        const state = popStates.ok ? wellFormed(popStates.value[account]) : popStates;
        if (!state.ok) return { findings: [], notKnown: [{ subject, reason: state.reason }] };
        const fetchedAt = state.value.writtenAt;
        // A file from the day after tomorrow says nothing about when mail was fetched.
        if (!Number.isFinite(fetchedAt) || fetchedAt < 0 || fetchedAt > takenAt + day) {
          throw new RangeError("not a moment of the past");
        }
        if (takenAt - fetchedAt <= patienceDays * day) return null;
        const kind = checked ? "not-fetched" : "not-checked";
        return {
          severity: "medium",
          subject,
          values: { kind, address, fetchedAt },
          facts: { kind },
        };
      },
    ),
});
