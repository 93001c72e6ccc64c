import { check } from "../check";
import { devicesByAccount, namesOf } from "../device-readers";
import { eachServer } from "../each-server";
import { mailboxReaders } from "../mailbox-readers";
import { daysLeft, isAmple, isShort, retentionSettings, wizardDays } from "../pop-retention";

/**
 * The server keeps the mail, but not for long. As long as nobody has been asked about other
 * devices, anything below the user's own limit counts as if there were one.
 */
export const popShortRetention = check({
  id: "pop-short-retention",
  needs: ["servers"],
  wants: ["accounts"],
  kinds: ["alone", "device", "not-asked"],
  action: "fix",
  settingsPage: "am-server.xhtml",
  values: ["address", "days", "count", "devices"],
  find(facts) {
    const { accounts, servers, devices: told, thresholds, takenAt } = facts;
    const readers = mailboxReaders(accounts, { ok: true, value: servers, at: takenAt });
    const others = devicesByAccount(readers, told);
    return eachServer(facts, ["pop3"], retentionSettings, (settings, about) => {
      const days = daysLeft(settings);
      const short = isShort(days, thresholds);
      // Zero and less are no number of days at all: two other checks speak of those.
      if (days === 0 || isAmple(days, thresholds)) return null;
      const { asked, devices } = others(about.account);
      const kind = devices.length > 0 ? "device" : asked ? "alone" : "not-asked";
      const pressing = days <= wizardDays || kind !== "alone";
      return {
        severity: short ? (pressing ? "high" : "medium") : "info",
        subject: about.subject,
        values: {
          kind,
          address: about.address,
          days,
          count: days,
          devices: namesOf(devices),
        },
      };
    });
  },
});
