import { check } from "../check";
import { eachServer } from "../each-server";

/**
 * A number of days that means something else than it says. Thunderbird takes mail away that is
 * older than now minus the days: below zero that is all mail, and zero switches the rule off.
 */
export const popDaysInvalid = check({
  id: "pop-days-invalid",
  needs: ["servers"],
  wants: ["accounts"],
  kinds: ["negative", "never"],
  action: "fix",
  settingsPage: "am-server.xhtml",
  values: ["address", "days"],
  find: (facts) =>
    eachServer(
      facts,
      ["pop3"],
      ["leaveOnServer", "deleteByAge", "daysOnServer"],
      ({ leaveOnServer, deleteByAge, daysOnServer: days }, { subject, address }) => {
        if (!leaveOnServer || !deleteByAge || days > 0) return null;
        return days < 0
          ? { severity: "high", subject, values: { kind: "negative", address, days } }
          : { severity: "info", subject, values: { kind: "never", address, days } };
      },
    ),
});
