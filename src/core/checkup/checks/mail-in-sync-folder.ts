import { reason } from "../../reason";
import { nameAccount } from "../account-name";
import { check, type Draft, type Found } from "../check";
import { eachAccount } from "../each-account";
import { sharedPlace } from "../sync-folder";

const mail = ["imap", "pop3", "ews", "local"];

/** The mail on this computer stands in a folder that another program or another computer has a hand in. */
export const mailInSyncFolder = check({
  id: "mail-in-sync-folder",
  needs: ["disk"],
  wants: ["accounts", "servers"],
  kinds: ["synced", "network"],
  action: "backup",
  values: ["path", "service"],
  find({ disk, servers, accounts }): Found {
    const { profilePath } = disk;
    if (typeof profilePath !== "string" || profilePath === "") {
      const reasonWhy = reason("value-unreadable");
      return { findings: [], notKnown: [{ subject: { accounts: [] }, reason: reasonWhy }] };
    }
    const found: Found = { findings: draft(profilePath, []), notKnown: [] };
    if (!servers.ok) {
      found.notKnown.push({ subject: { accounts: [] }, reason: servers.reason });
      return found;
    }
    const elsewhere = eachAccount(servers.value, accounts, mail, ({ folderPath }, account) => {
      const { subject } = nameAccount(account, accounts);
      if (typeof folderPath !== "string" || folderPath === "") {
        return { findings: [], notKnown: [{ subject, reason: reason("value-unreadable") }] };
      }
      // What is inside the profile is spoken of with the profile.
      const inside = folderPath.startsWith(profilePath);
      return { findings: inside ? [] : draft(folderPath, [account], subject), notKnown: [] };
    });
    found.findings.push(...elsewhere.findings);
    found.notKnown.push(...elsewhere.notKnown);
    return found;
  },
});

function draft(
  path: string,
  accounts: string[],
  subject: Draft["subject"] = { accounts },
): Draft[] {
  const place = sharedPlace(path);
  if (!place) return [];
  const { kind, service } = place;
  return [{ severity: "high", subject, values: { kind, path, service } }];
}
