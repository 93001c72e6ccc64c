import { check } from "../check";
import { eachServer } from "../each-server";

/** What Thunderbird's own account wizard sets; too short wherever a second device reads along. */
const wizardDays = 14;

/** From here on the number of days gives a second device or a backup time enough. */
const amplyDays = 100;

/**
 * The server keeps the mail, but not for long. As long as nobody has been asked about other
 * devices, anything below the user's own limit counts as if there were one.
 */
export const popShortRetention = check({
  id: "pop-short-retention",
  needs: ["servers"],
  wants: ["accounts"],
  action: "fix",
  settingsPage: "am-server.xhtml",
  values: ["address", "days", "count"],
  find: (facts) =>
    eachServer(
      facts,
      ["pop3"],
      ["leaveOnServer", "deleteByAge", "daysOnServer"],
      ({ leaveOnServer, deleteByAge, daysOnServer: days }, { subject, address }) => {
        const short = days <= wizardDays || days < facts.thresholds.popDays;
        // Zero and less are no number of days at all: pop-days-invalid speaks of those.
        if (!leaveOnServer || !deleteByAge || days <= 0) return null;
        if (!short && days >= amplyDays) return null;
        const severity = short ? "high" : "info";
        return { severity, subject, values: { address, days, count: days } };
      },
    ),
});
