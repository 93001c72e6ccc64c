import { check } from "../check";
import { eachServer } from "../each-server";

/** Older mail is not kept on this computer, and copies of it that were here are discarded. */
export const imapOfflineAgeLimit = check({
  id: "imap-offline-age-limit",
  needs: ["servers"],
  wants: ["accounts"],
  action: "fix",
  settingsPage: "am-offline.xhtml",
  values: ["address", "days", "count"],
  find: (facts) =>
    eachServer(
      facts,
      ["imap"],
      ["maxAgeDays"],
      // Thunderbird takes zero and everything below for no limit.
      ({ maxAgeDays: days }, { subject, address }) =>
        days > 0 ? { severity: "high", subject, values: { address, days, count: days } } : null,
    ),
});
