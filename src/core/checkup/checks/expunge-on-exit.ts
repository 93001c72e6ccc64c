import { check } from "../check";
import { eachServer } from "../each-server";

/** Numbers of the delete model with which deleting does more than marking. */
const movesToTrash = 1;
const removes = 2;

/** The Inbox is cleaned up at quit: whatever is marked as deleted is wiped from the server. */
export const expungeOnExit = check({
  id: "expunge-on-exit",
  needs: ["servers"],
  wants: ["accounts"],
  kinds: ["marked-here", "marked-elsewhere"],
  action: "fix",
  settingsPage: "am-server.xhtml",
  values: ["address"],
  find: (facts) =>
    eachServer(
      facts,
      ["imap"],
      ["expungeOnExit"],
      ({ expungeOnExit: wipes }, { subject, address, server }) => {
        if (!wipes) return null;
        // Where this Thunderbird moves to Trash, only another program can have marked what is wiped.
        const model = server.settings.deleteModel;
        return model === movesToTrash || model === removes
          ? { severity: "low", subject, values: { kind: "marked-elsewhere", address } }
          : { severity: "medium", subject, values: { kind: "marked-here", address } };
      },
    ),
});
