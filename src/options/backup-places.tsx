import { useState } from "preact/hooks";
import type { Reason } from "../core/reason";
import type { Overview } from "../protocol";
import { ask } from "../ui/ask";
import { PlaceNotice } from "../ui/place-notice";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";
import { BackupPlace } from "./backup-place";
import { OtherBackups } from "./other-backups";

interface Props {
  overview: Overview;
  busy: boolean;
  reload: () => void;
}

/** Where backups go: each place with its own verdict, and the one that the next backup goes to. */
export function BackupPlaces({ overview, busy, reload }: Props) {
  const { places, orAnotherPlace } = overview;
  const [refused, setRefused] = useState<Reason | null>(null);
  const several = places.length > 1;

  async function add() {
    const reply = await ask("backup.chooseFolder", {});
    setRefused(reply.ok ? null : reply.error);
    if (reply.ok && reply.value) reload();
  }

  async function allow(allowed: boolean) {
    const reply = await ask("place.orAnother", { allowed });
    setRefused(reply.ok ? null : reply.error);
  }

  return (
    <>
      <h3>{say("backup_folder")}</h3>
      {places.length === 0 && <p>{say("backup_folder_none")}</p>}
      {places.length > 0 && (
        <div class="wide">
          <table>
            <caption class="spoken">{say("place_list")}</caption>
            <thead>
              <tr>
                <th scope="col">{say("place_column_place")}</th>
                <th scope="col">{say("backup_column_verdict")}</th>
                <th scope="col">{say("backup_column_date")}</th>
                <th scope="col">{say("place_column_read")}</th>
                <th scope="col">
                  <span class="spoken">{say("place_column_actions")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {places.map((place) => (
                <BackupPlace key={place.place} place={place} busy={busy} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {several && places.every(({ presence }) => presence !== "other") && (
        <PlaceNotice places={places} orAnother={orAnotherPlace} />
      )}
      {several && (
        <label class="choice">
          <input
            type="checkbox"
            checked={orAnotherPlace}
            onChange={(event) => void allow(event.currentTarget.checked)}
          />
          {say("place_or_another")}
        </label>
      )}
      <div class="actions">
        <button type="button" disabled={busy} onClick={() => void add()}>
          {say("backup_choose")}
        </button>
      </div>
      {places.length > 0 && <p class="secondary">{say("place_several")}</p>}
      <Trouble error={refused} />
      <OtherBackups places={places} accounts={overview.accounts} busy={busy} />
    </>
  );
}
