import { listAccounts } from "../account-name";
import { check } from "../check";

const mail = ["imap", "pop3", "ews"];

const day = 86_400_000;

/** Address books are saved by choice; said once, wherever there is mail and they were not saved lately. */
export const contactsNotInBackup = check({
  id: "contacts-not-in-backup",
  needs: ["accounts"],
  values: [],
  find({ accounts: all, contactsSavedAt, takenAt, thresholds }) {
    const accounts = listAccounts({ ok: true, value: all, at: 0 });
    const hasMail = accounts.some(({ type }) => mail.includes(type));
    const age = takenAt - (contactsSavedAt ?? Number.NEGATIVE_INFINITY);
    const isSaved = age <= thresholds.backupDays * day;
    return {
      findings:
        hasMail && !isSaved ? [{ severity: "info", subject: { accounts: [] }, values: {} }] : [],
      notKnown: [],
    };
  },
});
