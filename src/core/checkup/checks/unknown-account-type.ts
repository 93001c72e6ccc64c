import { reason } from "../../reason";
import { listAccounts, nameAccount } from "../account-name";
import { check, type Found } from "../check";

const knownTypes = ["imap", "pop3", "local", "ews", "nntp", "rss"];

/** An account of a kind that no check knows: mostly one that another add-on brought along. */
export const unknownAccountType = check({
  id: "unknown-account-type",
  needs: ["accounts"],
  values: ["address", "type"],
  find({ accounts: all }): Found {
    const accounts = { ok: true, value: all, at: 0 } as const;
    const found: Found = { findings: [], notKnown: [] };
    for (const { id, type } of listAccounts(accounts)) {
      const { subject, address } = nameAccount(id, accounts);
      if (typeof type !== "string") {
        found.notKnown.push({ subject, reason: reason("value-unreadable") });
      } else if (!knownTypes.includes(type)) {
        const plain = type.replace(/^extension:/, "");
        found.findings.push({ severity: "info", subject, values: { address, type: plain } });
      }
    }
    return found;
  },
});
