import { check } from "../check";
import { eachServer } from "../each-server";

const onServer = ["imap", "ews"];

/** Quitting Thunderbird empties Trash, and with it the last way back after a mistake. */
export const emptyTrashOnExit = check({
  id: "empty-trash-on-exit",
  needs: ["servers"],
  wants: ["accounts"],
  kinds: ["server", "computer"],
  action: "fix",
  settingsPage: "am-server.xhtml",
  values: ["address"],
  find: (facts) =>
    eachServer(
      facts,
      ["imap", "ews", "pop3", "local"],
      ["emptyTrashOnExit"],
      ({ emptyTrashOnExit: empties }, { subject, address, server }) => {
        const kind = onServer.includes(server.type) ? "server" : "computer";
        return empties ? { severity: "high", subject, values: { kind, address } } : null;
      },
    ),
});
