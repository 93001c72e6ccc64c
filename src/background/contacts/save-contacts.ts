import { contactsPage } from "../../core/contacts/contacts-page";
import { type ContactsResult, filesOf } from "../../core/contacts/export-files";
import { hasPhoto } from "../../core/contacts/vcard4";
import type { Verdict } from "../../core/job";
import { Refusal, reasonOf } from "../../core/refusal";
import { gatherAddressBooks } from "../../gather/address-books";
import { csvColumns } from "../../thunderbird/address-books";
import { claimWriteAccess, forgetRoot, listRoots } from "../../thunderbird/backup-disk";
import type { StoredJob } from "../../thunderbird/storage";
import { type OpenRoot, openRoot } from "../backup/backup-root";
import { type RunContext, stopIfCancelled } from "../backup/run-context";
import { hashing } from "../hashing";
import { backgroundWords } from "../words";
import { contactsFolder, contactsKept, keepResult } from "./kept";
import { writeContacts } from "./write-files";

const mostKept = 200;

type Root = Pick<OpenRoot, "rootId" | "path" | "disk">;

/** Reads every address book and writes it below a picked folder; keeps in the job how that went. */
async function saveInto(context: RunContext, root: Root): Promise<ContactsResult> {
  const result: ContactsResult = {
    folder: null,
    path: root.path,
    at: Date.now(),
    unchangedSince: null,
    books: [],
    missing: [],
    missingCount: 0,
  };
  const { job } = context;
  job.contacts = result;
  const isOwnJob = job.kind === "contacts";
  const books = await gatherAddressBooks({
    book(name, contacts) {
      job.current = { account: name, folder: name, step: "saving" };
      if (!isOwnJob) return;
      job.total.folders++;
      job.total.messages += contacts;
    },
    did(contacts) {
      stopIfCancelled(context);
      if (isOwnJob) job.done.messages += contacts;
    },
    missing(missing) {
      result.missingCount++;
      if (result.missing.length < mostKept) result.missing.push(missing);
    },
  });
  result.books = books.map(({ name, contacts, lists }) => ({
    name,
    contacts: contacts.length,
    lists: lists.length,
    photos: contacts.filter(({ card }) => hasPhoto(card)).length,
  }));
  const files = filesOf(books, await csvColumns(), hashing);
  const place = { rootId: root.rootId, disk: root.disk, folder: await contactsFolder() };
  const about = { at: result.at, books: result.books, missing: result.missingCount };
  const written = await writeContacts(place, files, about, () =>
    contactsPage(result, backgroundWords()),
  );
  Object.assign(result, written);
  await keepResult(result);
  return result;
}

/**
 * The address books, after the mail of a backup, where the user chose so. Whatever happens to them is told on its
 * own; of the mail's verdict it takes nothing away.
 */
export async function saveContactsToo(
  context: RunContext,
  root: Root,
  stored: StoredJob,
): Promise<void> {
  if (stored.folders !== null || !(await contactsKept()).inEveryBackup) return;
  try {
    await saveInto(context, root);
  } catch (error) {
    stopIfCancelled(context);
    console.error("Postwacht:", error);
    if (context.job.contacts) context.job.contacts.error = reasonOf(error);
  }
}

/** The work of a job of kind `contacts`: into the place it names, else into a folder that was picked for it. */
export async function exportContacts(context: RunContext, stored: StoredJob): Promise<Verdict> {
  const { picked } = stored;
  try {
    const root = picked ? await pickedRoot(picked.rootId) : await openRoot(stored.place);
    const result = await saveInto(context, root);
    context.job.done.folders = result.books.length;
    context.job.missingCount = result.missingCount;
    return result.missingCount > 0 ? "incomplete" : "complete";
  } finally {
    // A folder that was picked for this once is not kept among those that may be written to.
    if (picked?.isNew) await forgetRoot(picked.rootId).catch(console.error);
  }
}

async function pickedRoot(rootId: string): Promise<Root> {
  const root = (await listRoots()).find((one) => one.rootId === rootId);
  if (!root) throw new Refusal("no-backup-folder");
  if (!root.reachable) throw new Refusal("backup-folder-missing", { path: root.path });
  return { rootId, path: root.path, disk: await claimWriteAccess(rootId) };
}
