import { reason } from "../../reason";
import { nameAccount } from "../account-name";
import { check, type Found } from "../check";
import { eachAccount } from "../each-account";
import { someOf } from "../folder-names";
import type { FilterFact } from "../snapshot";

/** A filter of the user deletes mail as it comes in, before anybody has read it. */
export const filterDeletesMail = check({
  id: "filter-deletes-mail",
  needs: ["filters"],
  wants: ["accounts"],
  kinds: ["server", "here"],
  values: ["address", "count", "filters"],
  find: ({ filters, accounts }) =>
    eachAccount(filters, accounts, ["imap", "pop3", "ews", "local"], (list, account): Found => {
      const { subject, address } = nameAccount(account, accounts);
      if (!list.every(isReadable)) {
        return { findings: [], notKnown: [{ subject, reason: reason("value-unreadable") }] };
      }
      if (list.length === 0) return { findings: [], notKnown: [] };

      const onServer = list.filter(({ action }) => action === "delete-from-server");
      const kind = onServer.length > 0 ? "server" : "here";
      const names = (onServer.length > 0 ? onServer : list).map(({ name }) => name);
      return {
        findings: [
          {
            severity: kind === "server" ? "medium" : "low",
            subject,
            values: { kind, address, count: names.length, filters: someOf(names) },
            facts: { filters: JSON.stringify(list.map((one) => [one.name, one.action]).sort()) },
          },
        ],
        notKnown: [],
      };
    }),
});

const isReadable = ({ name, action }: FilterFact): boolean =>
  typeof name === "string" && (action === "delete" || action === "delete-from-server");
