import { type BackupPlaces, noPlaces, withoutPlace } from "../../core/backup/places";
import { Refusal } from "../../core/refusal";
import { noSchedule } from "../../core/schedule/schedule";
import { type PlaceNow, placesNow } from "../../gather/backup-places";
import { forgetRoot } from "../../thunderbird/backup-disk";
import { changeStored } from "../../thunderbird/storage";
import { isWorking } from "../job";
import { makePlace } from "./backup-root";

/*
 * Belongs here: what the user does with the places that backups go to.
 * Does not belong here: writing into one (-> backup-root.ts), which of them a backup takes (-> core/backup/places.ts).
 */

const longestName = 60;

async function placeOf(markerId: string): Promise<PlaceNow> {
  const place = (await placesNow()).find((one) => one.markerId === markerId);
  if (!place) throw new Refusal("bad-request");
  return place;
}

/** Gives a place the user's own name; an empty one takes it away. */
export async function namePlace(markerId: string, name: string): Promise<null> {
  await placeOf(markerId);
  const proper = name
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, longestName);
  await changePlaces((places) => ({
    ...places,
    all: places.all.map((place) =>
      place.markerId === markerId ? { ...place, name: proper } : place,
    ),
  }));
  return null;
}

/** The next backup goes to this place. */
export async function choosePlace(markerId: string): Promise<null> {
  await placeOf(markerId);
  await changePlaces((places) => ({ ...places, chosen: markerId }));
  return null;
}

/** Whether a backup may go to another place while the chosen one is not there. */
export async function allowAnother(orAnother: boolean): Promise<null> {
  await changePlaces((places) => ({ ...places, orAnother }));
  return null;
}

/** Forgets a place and what was remembered of its backups. Its files stay where they are. */
export async function forgetPlace(markerId: string): Promise<null> {
  // A backup that runs may be writing there.
  if (isWorking()) throw new Refusal("busy");
  const { rootId } = await placeOf(markerId);
  const places = await changePlaces((now) => withoutPlace(now, markerId));
  await changeStored("backups", (backups) =>
    Object.fromEntries(
      Object.entries(backups ?? {}).filter(([, backup]) => backup.markerId !== markerId),
    ),
  );
  // A backup that is counted no more does not put off the next one.
  await changeStored("schedule", (schedule) => {
    const { [markerId]: _forgotten, ...savedAt } = schedule?.savedAt ?? {};
    return { ...(schedule ?? noSchedule), savedAt };
  });
  const pathIsUsed = places.all.some((place) => place.rootId === rootId);
  if (!pathIsUsed) await forgetRoot(rootId);
  return null;
}

/** Makes the stick that lies under a place's path a place of its own; the user was asked. */
export async function useOtherStick(markerId: string): Promise<null> {
  const { presence, rootId, path } = await placeOf(markerId);
  if (presence === "away") throw new Refusal("backup-folder-missing", { path });
  if (presence === "here") throw new Refusal("bad-request");
  await makePlace(rootId);
  return null;
}

const changePlaces = (change: (places: BackupPlaces) => BackupPlaces): Promise<BackupPlaces> =>
  changeStored("backupPlaces", (places) => change(places ?? noPlaces));
