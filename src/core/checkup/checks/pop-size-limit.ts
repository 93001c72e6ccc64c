import { check } from "../check";
import { eachServer } from "../each-server";

/** What Thunderbird takes where the limit is on and no number stands there. */
const unsetKb = 50;

/** Of messages above a size only the beginning is fetched, without their attachments. */
export const popSizeLimit = check({
  id: "pop-size-limit",
  needs: ["servers"],
  wants: ["accounts"],
  action: "fix",
  settingsPage: "am-offline.xhtml",
  values: ["address", "limitBytes"],
  find: (facts) =>
    eachServer(
      facts,
      ["pop3"],
      ["limitSize", "maxSizeKb"],
      ({ limitSize, maxSizeKb }, { subject, address }) => {
        if (!limitSize) return null;
        // Below zero every message is above the limit.
        const limitBytes = Math.max(0, maxSizeKb || unsetKb) * 1024;
        return { severity: "high", subject, values: { address, limitBytes } };
      },
    ),
});
