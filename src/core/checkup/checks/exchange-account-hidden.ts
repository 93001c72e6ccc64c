import { wellFormed } from "../../part";
import { listAccounts, nameAccount } from "../account-name";
import { check, type Found } from "../check";

/**
 * An Exchange account that Thunderbird shows to its user and not to add-ons, as Thunderbird 140
 * does: it is among the servers, and not among the accounts.
 */
export const exchangeAccountHidden = check({
  id: "exchange-account-hidden",
  needs: ["accounts", "servers"],
  values: ["address"],
  find({ accounts: all, servers }): Found {
    const accounts = { ok: true, value: all, at: 0 } as const;
    const shown = new Set(listAccounts(accounts).map(({ id }) => id));
    const found: Found = { findings: [], notKnown: [] };
    for (const id of Object.keys(servers).filter((each) => !shown.has(each))) {
      const server = wellFormed(servers[id]);
      const { subject, address } = nameAccount(id, accounts, server.ok ? server.value.user : "");
      if (!server.ok) found.notKnown.push({ subject, reason: server.reason });
      else if (server.value.type === "ews") {
        found.findings.push({ severity: "info", subject, values: { address } });
      }
    }
    return found;
  },
});
