import { check } from "../check";
import { eachServer } from "../each-server";

/** Without "Leave messages on server" the server's copy is gone as soon as it is downloaded. */
export const popDeletesImmediately = check({
  id: "pop-deletes-immediately",
  needs: ["servers"],
  wants: ["accounts"],
  action: "fix",
  settingsPage: "am-server.xhtml",
  values: ["address"],
  find: (facts) =>
    eachServer(facts, ["pop3"], ["leaveOnServer"], ({ leaveOnServer }, { subject, address }) =>
      leaveOnServer ? null : { severity: "critical", subject, values: { address } },
    ),
});
