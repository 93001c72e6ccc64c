import { reason } from "../../reason";
import { check, type Draft } from "../check";
import { eachServer } from "../each-server";

/** What Thunderbird's numbers mean. */
const actions: Record<number, Pick<Draft, "severity"> & { kind: string }> = {
  1: { kind: "deletes", severity: "medium" },
  2: { kind: "trash", severity: "low" },
  3: { kind: "read", severity: "info" },
};

/**
 * New mail with the Message-ID and the subject of an earlier message is put out of sight. Mostly it
 * is a second copy, but scanners and web shops exist that give all their mail the same two.
 */
export const duplicateAction = check({
  id: "duplicate-action",
  needs: ["servers"],
  wants: ["accounts"],
  kinds: ["deletes", "trash", "read"],
  action: "fix",
  values: ["address"],
  find: (facts) =>
    eachServer(
      facts,
      ["imap", "ews", "pop3"],
      ["duplicateAction"],
      ({ duplicateAction: action }, { subject, address }) => {
        if (action === 0) return null;
        const does = actions[action];
        return does
          ? { severity: does.severity, subject, values: { kind: does.kind, address } }
          : { findings: [], notKnown: [{ subject, reason: reason("value-unreadable") }] };
      },
    ),
});
