import { check } from "../check";
import { eachPop } from "../pop-accounts";

/** Without "Leave messages on server" the server's copy is gone as soon as it is downloaded. */
export const popDeletesImmediately = check({
  id: "pop-deletes-immediately",
  needs: ["servers"],
  wants: ["accounts"],
  values: ["address"],
  find: (facts) =>
    eachPop(facts, ["leaveOnServer"], ({ leaveOnServer }, { subject, address }) =>
      leaveOnServer ? null : { severity: "critical", subject, values: { address } },
    ),
});
