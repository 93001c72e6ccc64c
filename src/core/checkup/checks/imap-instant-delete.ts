import { reason } from "../../reason";
import { check } from "../check";
import { eachServer } from "../each-server";
import type { Severity } from "../report";

interface Way {
  kind: "removed" | "marked";
  severity: Severity;
}

/** What Thunderbird's numbers mean, by type of account; null is moving to Trash. */
const ways: Record<string, Record<number, Way | null>> = {
  imap: {
    0: { kind: "marked", severity: "medium" },
    1: null,
    2: { kind: "removed", severity: "high" },
  },
  ews: { 0: { kind: "removed", severity: "high" }, 1: null },
};

/** What is deleted does not go to Trash: it is gone at once, or marked and gone at the next clean-up. */
export const imapInstantDelete = check({
  id: "imap-instant-delete",
  needs: ["servers"],
  wants: ["accounts"],
  kinds: ["removed", "marked"],
  // Marked mail is wiped by Thunderbird itself once deleting goes to the Trash, so no click does that.
  action: { removed: "fix", marked: null },
  settingsPage: "am-server.xhtml",
  values: ["address"],
  find: (facts) =>
    eachServer(
      facts,
      ["imap", "ews"],
      ["deleteModel"],
      ({ deleteModel }, { subject, address, server }) => {
        const way = ways[server.type]?.[deleteModel];
        if (way === undefined) {
          return { findings: [], notKnown: [{ subject, reason: reason("value-unreadable") }] };
        }
        return way && { severity: way.severity, subject, values: { kind: way.kind, address } };
      },
    ),
});
