import { check } from "../check";
import { eachServer } from "../each-server";

/** "Until I delete them": what is deleted here is deleted at the provider too. */
export const popDeleteFollowsLocal = check({
  id: "pop-delete-follows-local",
  needs: ["servers"],
  wants: ["accounts"],
  action: "fix",
  settingsPage: "am-server.xhtml",
  values: ["address"],
  find: (facts) =>
    eachServer(
      facts,
      ["pop3"],
      ["leaveOnServer", "deleteFollowsLocal"],
      // Where nothing is left on the server there is nothing that a deletion here could take.
      ({ leaveOnServer, deleteFollowsLocal }, { subject, address }) =>
        leaveOnServer && deleteFollowsLocal
          ? { severity: "high", subject, values: { address } }
          : null,
    ),
});
