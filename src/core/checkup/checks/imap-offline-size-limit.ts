import { reason } from "../../reason";
import { check } from "../check";
import { eachServer } from "../each-server";

/** Large mail never comes to this computer, and a download says that it is done all the same. */
export const imapOfflineSizeLimit = check({
  id: "imap-offline-size-limit",
  needs: ["servers"],
  wants: ["accounts"],
  action: "fix",
  settingsPage: "am-offline.xhtml",
  values: ["address", "kilobytes"],
  find: (facts) =>
    eachServer(
      facts,
      ["imap"],
      ["limitSize", "maxSizeKb"],
      ({ limitSize, maxSizeKb: kilobytes }, { subject, address }) => {
        if (!limitSize) return null;
        if (kilobytes < 0) {
          return { findings: [], notKnown: [{ subject, reason: reason("value-unreadable") }] };
        }
        return { severity: "high", subject, values: { address, kilobytes } };
      },
    ),
});
