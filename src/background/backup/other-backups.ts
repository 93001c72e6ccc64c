import type { AccountSource } from "../../core/backup/account-source";
import { isFromCopy } from "../../core/backup/lock";
import type { Manifest } from "../../core/backup/manifest";
import { type OtherBackup, ownerOf } from "../../core/backup/other-backup";
import { backupIdOf } from "../../core/backup/places";
import { Refusal } from "../../core/refusal";
import { placesNow } from "../../gather/backup-places";
import { listNames, profileMark } from "../../thunderbird/backup-disk";
import { keepAlive } from "../../thunderbird/event-page";
import { changeStored, readStored, writeStored } from "../../thunderbird/storage";
import { isWorking } from "../job";
import { installation, readManifestAt } from "./account-folder";
import { accountsToSave } from "./accounts-to-save";
import { openRoot } from "./backup-root";
import { elsewhere } from "./elsewhere";
import { lockIn, releaseLock, takeLock } from "./lock";
import { type OpenBackup, writeManifest } from "./open-backup";
import { remember } from "./save-account";

/*
 * Belongs here: backups in the user's places that another installation made, or a copy of this profile.
 * Does not belong here: going on with the own ones (-> account-folder.ts).
 */

const manifestPath = (folder: string) => `${folder}/backup.json`;

async function sourcesHere(): Promise<AccountSource[]> {
  const { sources } = await accountsToSave(null);
  return sources;
}

/** The backups in the places that are there and that this installation does not go on with. */
export async function listOtherBackups(): Promise<OtherBackup[]> {
  const [writer, profile, sources] = [
    await installation(),
    await profileMark(),
    await sourcesHere(),
  ];
  const uids = new Set(Object.values((await readStored("accountUids")) ?? {}));
  const backups = (await readStored("backups")) ?? {};
  const found: OtherBackup[] = [];
  for (const { markerId, rootId, presence } of await placesNow()) {
    if (presence !== "here") continue;
    for (const { name: folder } of (await listNames(rootId, "")).filter((one) => one.folder)) {
      // What cannot be read can not be gone on with either; the run that needs it says why.
      const manifest = await readManifestAt(rootId, manifestPath(folder)).catch(() => null);
      if (!manifest) continue;
      const isOurs = manifest.writer === writer && uids.has(manifest.accountUid);
      const known = backups[backupIdOf(markerId, manifest.accountUid)];
      const copied = isFromCopy(
        await lockIn({ rootId, folder }),
        { writer, profile },
        manifest.sequence,
        known?.sequence ?? null,
      );
      if (isOurs && !copied) continue;
      found.push({
        place: markerId,
        folder,
        by: isOurs ? "copied-profile" : "installation",
        name: manifest.address,
        endedAt: manifest.endedAt,
        verdict: manifest.verdict,
        account: ownerOf(manifest, sources)?.account ?? null,
      });
    }
  }
  return found;
}

/**
 * Goes on with a backup that another installation began (a new computer) or a copy of this profile: from now on
 * this one is its writer. Refused while the other one writes there, and where the account has a backup of its
 * own already: two histories of one account are not mixed.
 */
export async function takeOver(markerId: string, folder: string): Promise<null> {
  if (isWorking()) throw new Refusal("busy");
  const letGo = keepAlive();
  try {
    const root = await openRoot(markerId);
    const isThere = (await listNames(root.rootId, "")).some(({ name }) => name === folder);
    const manifest = isThere ? await readManifestAt(root.rootId, manifestPath(folder)) : null;
    if (!manifest) throw new Refusal("bad-request");
    const source = ownerOf(manifest, await sourcesHere());
    if (!source) throw new Refusal("account-gone");
    await refuseSecondHistory(source.account, manifest);
    const backup: OpenBackup = {
      ...root,
      rootPath: root.path,
      folder,
      isImap: source.kind === "imap",
      manifest,
      keepPrevious: false,
      lastRun: { endedAt: manifest.endedAt, verdict: manifest.verdict },
      elsewhere: elsewhere({ rootId: root.rootId, folder, manifest }),
    };
    await takeLock(backup, Date.now(), (ms) => new Promise((done) => setTimeout(done, ms)));
    manifest.writer = await installation();
    await writeManifest(backup);
    await changeStored("accountUids", (uids) => {
      // An account that was removed and made anew has another id; its old one is nobody's any more.
      const others = Object.entries(uids ?? {}).filter(([, uid]) => uid !== manifest.accountUid);
      return { ...Object.fromEntries(others), [source.account]: manifest.accountUid };
    });
    await remember(backup, source, manifest.verdict);
    await releaseLock(backup);
    return null;
  } finally {
    letGo();
  }
}

async function refuseSecondHistory(account: string, { accountUid }: Manifest): Promise<void> {
  const uid = (await readStored("accountUids"))?.[account];
  const places = new Set((await placesNow()).map(({ markerId }) => markerId));
  const has = Object.values((await readStored("backups")) ?? {}).some(
    (backup) => backup.accountUid === uid && places.has(backup.markerId),
  );
  if (uid !== undefined && uid !== accountUid && has) throw new Refusal("account-has-backup");
}

/**
 * Makes this profile, a copy of another one, an installation of its own: its backups begin anew beside those of
 * the profile it was copied from, which keeps its own.
 */
export async function separateCopy(): Promise<null> {
  if (isWorking()) throw new Refusal("busy");
  await writeStored("installation", crypto.randomUUID());
  await writeStored("accountUids", {});
  await writeStored("backups", {});
  return null;
}
