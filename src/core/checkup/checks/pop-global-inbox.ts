import { listAccounts, nameAccount } from "../account-name";
import { check } from "../check";
import { eachServer } from "../each-server";

/** The mail of this account is put into the Inbox of another one. */
export const popGlobalInbox = check({
  id: "pop-global-inbox",
  needs: ["servers"],
  wants: ["accounts"],
  kinds: ["elsewhere", "gone"],
  action: "settings",
  settingsPage: "am-server.xhtml",
  values: ["address", "into"],
  find(facts) {
    const names = new Map(listAccounts(facts.accounts).map((each) => [each.id, each.name]));
    return eachServer(facts, ["pop3"], ["deferredTo"], ({ deferredTo }, about) => {
      if (deferredTo === "") return null;
      const { account, subject, address } = about;
      if (deferredTo === account) throw new RangeError("an account cannot receive for itself");
      // Without the list of accounts nobody knows which of them are gone.
      const gone = facts.accounts.ok && !names.has(deferredTo) && !(deferredTo in facts.servers);
      const into = String(names.get(deferredTo) ?? nameAccount(deferredTo, facts.accounts).address);
      const kind = gone ? "gone" : "elsewhere";
      return { severity: "medium", subject, values: { kind, address, into } };
    });
  },
});
