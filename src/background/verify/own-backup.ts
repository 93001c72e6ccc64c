import { oldestReading } from "../../core/backup/manifest";
import { type PartName, withPart } from "../../core/backup/report-part";
import { readingPart } from "../../core/backup/report-reading";
import type { FoundManifest } from "../../core/backup/verify-account";
import type { Reading } from "../../core/backup/verify-reading";
import { reasonOf } from "../../core/refusal";
import { fileLength, readFile } from "../../thunderbird/backup-disk";
import { changeStored, readStored } from "../../thunderbird/storage";
import { openRoot } from "../backup/backup-root";
import { elsewhere } from "../backup/elsewhere";
import { refuseCopy, releaseLock, renewLock, takeLock } from "../backup/lock";
import { type OpenBackup, pathIn, writeManifest } from "../backup/open-backup";
import { backgroundWords } from "../words";
import type { FoundBackup } from "./found-backup";

/** A backup of this installation, held while it is read, so that what was read can be written down. */
export interface OwnBackup {
  backup: OpenBackup;
  close(): Promise<void>;
}

const tell = (error: unknown) => console.error("Postwacht:", error);
const renewEvery = 30_000;

/**
 * Takes a backup for writing; null where this installation does not write it, where its manifest cannot be
 * believed, and where nothing can be written there now: it is read all the same.
 */
export async function openOwn(
  { own }: FoundBackup,
  { manifest, isCurrent }: FoundManifest,
  now: number,
): Promise<OwnBackup | null> {
  if (!own || !manifest || !isCurrent || manifest.sequence < own.sequence) return null;
  if (manifest.writer !== (await readStored("installation"))) return null;
  try {
    const root = await openRoot(own.markerId);
    const parts = { rootId: root.rootId, folder: own.folder, manifest };
    const backup: OpenBackup = {
      ...parts,
      markerId: root.markerId,
      rootPath: root.path,
      isImap: manifest.type === "imap",
      disk: root.disk,
      keepPrevious: false,
      elsewhere: elsewhere(parts),
      lastRun: { endedAt: manifest.endedAt, verdict: manifest.verdict },
    };
    await refuseCopy(backup, own.sequence);
    await takeLock(backup, now);
    const timer = setInterval(() => void renewLock(backup).catch(tell), renewEvery);
    return {
      backup,
      async close() {
        clearInterval(timer);
        await releaseLock(backup).catch(tell);
      },
    };
  } catch (error) {
    const { code } = reasonOf(error);
    const notOurs = ["backup-folder-in-use", "backup-profile-copied"].includes(code);
    if (!notOurs && !code.startsWith("disk-")) throw error;
    tell(error);
    return null;
  }
}

/** Writes into the backup when its volumes were read, as far as every byte of them was right. */
export async function noteRead(
  { backup }: OwnBackup,
  backupId: string,
  isRight: (file: string) => boolean,
  at: number,
): Promise<void> {
  const { manifest } = backup;
  for (const volume of manifest.folders.flatMap(({ volumes }) => volumes)) {
    if (isRight(volume.file)) volume.readAt = Math.max(volume.readAt, at);
  }
  await writeManifest(backup);
  await changeStored("backups", (backups) => {
    const before = backups?.[backupId];
    return before
      ? { ...backups, [backupId]: { ...before, oldestReading: oldestReading(manifest) } }
      : (backups ?? {});
  });
}

/** Writes into the backup what a complete reading found: into its manifest, and into its report for people. */
export async function keepInBackup(
  own: OwnBackup,
  backupId: string,
  reading: Reading,
  right: ReadonlySet<string>,
): Promise<void> {
  await noteRead(own, backupId, (file) => right.has(file), reading.startedAt);
  await renewReport(own, "reading", readingPart(reading, backgroundWords()));
}

/** Writes a part of the backup's report for people anew; where the report is gone, nothing. */
export async function renewReport(
  { backup }: OwnBackup,
  name: PartName,
  html: string,
): Promise<void> {
  const path = pathIn(backup, "report.html");
  const length = await fileLength(backup.rootId, path);
  if (length === null) return;
  const page = new TextDecoder().decode(await readFile(backup.rootId, path, 0, length));
  await backup.disk.replace(path, new TextEncoder().encode(withPart(page, name, html)));
}
