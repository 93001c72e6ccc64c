/** What version 0.1.0 kept of backups: one folder, and one backup of each account. */
interface Stored010 {
  backupRoot?: { rootId: string; markerId: string };
  /** By accountUid. */
  backups?: Record<string, { rootId: string }>;
  /** Of later versions only. */
  backupPlaces?: unknown;
}

/**
 * Brings what an earlier version kept to the shape of this one. Backups in a folder that 0.1.0 had already let
 * go of were shown nowhere and are forgotten here too; their files stay, and are found again when that folder
 * is picked.
 */
export async function bringUpToDate(): Promise<void> {
  const area = messenger.storage.local;
  const before: Stored010 = await area.get(["backupRoot", "backupPlaces", "backups"]);
  const { backupRoot, backupPlaces, backups } = before;
  if (!backupRoot) return;
  // An event page that died between the writing and the removal had written everything.
  if (backupPlaces) return area.remove("backupRoot");
  const { rootId, markerId } = backupRoot;
  const kept = Object.entries(backups ?? {})
    .filter(([, backup]) => backup.rootId === rootId)
    .map(([accountUid, { rootId: _root, ...backup }]) => {
      const place = { markerId, accountUid, onProfileDisk: null };
      return [`${markerId}/${accountUid}`, { ...backup, ...place }] as const;
    });
  await area.set({
    backupPlaces: { all: [{ markerId, rootId, name: "" }], chosen: markerId, orAnother: false },
    backups: Object.fromEntries(kept),
  });
  await area.remove("backupRoot");
}
