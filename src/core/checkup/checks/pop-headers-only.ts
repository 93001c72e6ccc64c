import { check } from "../check";
import { eachServer } from "../each-server";

/** "Fetch headers only": the content of every message stays at the provider alone. */
export const popHeadersOnly = check({
  id: "pop-headers-only",
  needs: ["servers"],
  wants: ["accounts"],
  action: "fix",
  settingsPage: "am-server.xhtml",
  values: ["address"],
  find: (facts) =>
    eachServer(facts, ["pop3"], ["headersOnly"], ({ headersOnly }, { subject, address }) =>
      headersOnly ? { severity: "high", subject, values: { address } } : null,
    ),
});
