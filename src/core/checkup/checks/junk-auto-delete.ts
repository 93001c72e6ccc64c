import { reason } from "../../reason";
import { check } from "../check";
import { eachServer } from "../each-server";

/** Junk moves to Trash by itself after some days, and what was wrongly taken for junk goes along. */
export const junkAutoDelete = check({
  id: "junk-auto-delete",
  needs: ["servers"],
  wants: ["accounts"],
  action: "fix",
  settingsPage: "am-junk.xhtml",
  values: ["address", "days", "count"],
  find: (facts) =>
    eachServer(
      facts,
      ["imap", "ews", "pop3", "local"],
      ["junkPurge", "junkDays"],
      ({ junkPurge, junkDays: days }, { subject, address }) => {
        if (!junkPurge) return null;
        if (days < 0) {
          return { findings: [], notKnown: [{ subject, reason: reason("value-unreadable") }] };
        }
        const severity = days < facts.thresholds.junkDays ? "medium" : "low";
        return { severity, subject, values: { address, days, count: days } };
      },
    ),
});
