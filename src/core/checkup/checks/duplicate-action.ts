import { reason } from "../../reason";
import { check } from "../check";
import { eachServer } from "../each-server";

/** What Thunderbird's numbers mean. */
const kinds: Record<number, string> = { 1: "deletes", 2: "trash", 3: "read" };

/**
 * New mail with the Message-ID and the subject of an earlier message is put out of sight. Mostly it
 * is a second copy, but scanners and web shops exist that give all their mail the same two.
 */
export const duplicateAction = check({
  id: "duplicate-action",
  needs: ["servers"],
  wants: ["accounts"],
  kinds: Object.values(kinds),
  action: "fix",
  values: ["address"],
  find: (facts) =>
    eachServer(
      facts,
      ["imap", "ews", "pop3"],
      ["duplicateAction"],
      ({ duplicateAction: action }, { subject, address }) => {
        if (action === 0) return null;
        const kind = kinds[action];
        return kind
          ? { severity: "info", subject, values: { kind, address } }
          : { findings: [], notKnown: [{ subject, reason: reason("value-unreadable") }] };
      },
    ),
});
