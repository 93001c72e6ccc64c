import { listAccounts } from "../account-name";
import { check } from "../check";

const mail = ["imap", "pop3", "ews"];

/** A backup of mail holds no address books; said once, wherever there is mail. */
export const contactsNotInBackup = check({
  id: "contacts-not-in-backup",
  needs: ["accounts"],
  values: [],
  find({ accounts: all }) {
    const accounts = listAccounts({ ok: true, value: all, at: 0 });
    const hasMail = accounts.some(({ type }) => mail.includes(type));
    return {
      findings: hasMail ? [{ severity: "info", subject: { accounts: [] }, values: {} }] : [],
      notKnown: [],
    };
  },
});
