import { reportPage } from "../../core/backup/report-page";
import type { Missing } from "../../core/job";
import { backgroundWords } from "../words";
import { type OpenBackup, pathIn } from "./open-backup";

/** Writes report.html beside the backup. It repeats backup.json for people; nothing is read from it again. */
export async function writeReport(backup: OpenBackup, missing: readonly Missing[]): Promise<void> {
  const page = reportPage(backup.manifest, missing, backgroundWords());
  await backup.disk.replace(pathIn(backup, "report.html"), new TextEncoder().encode(page));
}
