import type { ContactsKept, ContactsResult } from "../../core/contacts/export-files";
import { changeStored, readStored } from "../../thunderbird/storage";
import { installation } from "../backup/account-folder";
import { judgeAgain } from "../check-up";

const nothingYet: ContactsKept = { inEveryBackup: false, last: null };

/** The folder for the address books of this installation, beside the folders of the accounts. */
export const contactsFolder = async (): Promise<string> =>
  `Contacts (${(await installation()).slice(0, 8)})`;

export const contactsKept = async (): Promise<ContactsKept> =>
  (await readStored("contacts")) ?? nothingYet;

/** Whether the address books are part of every backup from now on. */
export const chooseContacts = (inEveryBackup: boolean): Promise<ContactsKept> =>
  changeStored("contacts", (kept) => ({ ...(kept ?? nothingYet), inEveryBackup }));

/** Remembers the last time that the address books were saved to the end, and judges by it. */
export async function keepResult(last: ContactsResult): Promise<void> {
  await changeStored("contacts", (kept) => ({ ...(kept ?? nothingYet), last }));
  await judgeAgain();
}
