import { check } from "../check";
import { eachServer } from "../each-server";
import { providerOf } from "../mailbox-key";

/**
 * Gmail read with POP. It offers each message to one program once, and decides on its own website
 * what stays: the settings here do not reach it.
 */
export const gmailPop = check({
  id: "gmail-pop",
  needs: ["servers"],
  wants: ["accounts"],
  kinds: ["once", "recent"],
  action: { once: "settings", recent: null },
  settingsPage: "am-server.xhtml",
  values: ["address"],
  find: (facts) =>
    eachServer(facts, ["pop3"], [], (_settings, { server, subject, address }) => {
      const provider = providerOf(server);
      if (!provider || typeof server.user !== "string")
        throw new TypeError("no user or no provider");
      if (provider !== "gmail.com") return null;
      return /^\s*recent:/i.test(server.user)
        ? { severity: "low", subject, values: { kind: "recent", address } }
        : { severity: "medium", subject, values: { kind: "once", address } };
    }),
});
