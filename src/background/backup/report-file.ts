import { backupIdOf } from "../../core/backup/places";
import { reportPage } from "../../core/backup/report-page";
import type { Missing } from "../../core/job";
import { readStored } from "../../thunderbird/storage";
import { contactsFolder, contactsKept } from "../contacts/kept";
import { backgroundWords } from "../words";
import { type OpenBackup, pathIn } from "./open-backup";

/** Writes report.html beside the backup. It repeats backup.json for people; nothing is read from it again. */
export async function writeReport(backup: OpenBackup, missing: readonly Missing[]): Promise<void> {
  const backupId = backupIdOf(backup.markerId, backup.manifest.accountUid);
  const reading = (await readStored("readings"))?.[backupId] ?? null;
  const contacts = (await contactsKept()).inEveryBackup ? await contactsFolder() : null;
  const page = reportPage(backup.manifest, missing, backgroundWords(), reading, contacts);
  await backup.disk.replace(pathIn(backup, "report.html"), new TextEncoder().encode(page));
}
