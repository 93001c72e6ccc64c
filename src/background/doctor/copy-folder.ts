import { fileName, folded } from "../../core/backup/file-names";
import { formatVersion, type Manifest } from "../../core/backup/manifest";
import { Refusal } from "../../core/refusal";
import { claimWriteAccess, freeSpace, listNames } from "../../thunderbird/backup-disk";
import { programVersions } from "../../thunderbird/event-page";
import { elsewhere } from "../backup/elsewhere";
import type { OpenBackup } from "../backup/open-backup";
import { hashing } from "../hashing";

/** Left free on the disk. */
const reserve = 64 * 1024 * 1024;

/**
 * A new folder for a repaired copy below a picked one, in the format of a backup: it can be looked into, verified
 * and restored like one. Refused where the disk has too little room.
 */
export async function makeCopyFolder(
  root: { rootId: string; path: string },
  name: string,
  bytes: number,
): Promise<OpenBackup> {
  const neededBytes = Math.ceil(bytes * 1.05) + reserve;
  const freeBytes = await freeSpace(root.rootId);
  if (freeBytes < neededBytes) throw new Refusal("no-room-for-backup", { neededBytes, freeBytes });
  const taken = new Set((await listNames(root.rootId, "")).map((entry) => folded(entry.name)));
  const accountUid = crypto.randomUUID();
  const folder = fileName(name, accountUid, taken, hashing);
  const disk = await claimWriteAccess(root.rootId);
  await disk.makeFolder(folder, true);
  const manifest: Manifest = {
    format: formatVersion,
    minReader: formatVersion,
    checksum: "",
    sequence: 0,
    accountUid,
    type: "local",
    user: "",
    host: "",
    address: name,
    // Nobody goes on with it: no run ever writes to it again.
    writer: crypto.randomUUID(),
    program: await programVersions(),
    tags: [],
    endedAt: null,
    verdict: "unknown",
    folders: [],
  };
  return {
    markerId: `copy/${accountUid}`,
    rootId: root.rootId,
    rootPath: root.path,
    folder,
    isImap: false,
    manifest,
    disk,
    keepPrevious: false,
    elsewhere: elsewhere({ rootId: root.rootId, folder, manifest }),
    lastRun: { endedAt: null, verdict: "unknown" },
  };
}
