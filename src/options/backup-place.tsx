import { useState } from "preact/hooks";
import type { PlaceSummary } from "../core/backup/place-summary";
import type { Reason } from "../core/reason";
import { ask } from "../ui/ask";
import { Moment } from "../ui/moment";
import { OtherStick, placeName, usePlaceRequest } from "../ui/place-notice";
import { VerdictMark } from "../ui/severity";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";

/** The user's own name for a place, kept when the field is left. */
function NameField({ place }: { place: PlaceSummary }) {
  const [refused, setRefused] = useState<Reason | null>(null);
  async function keep(name: string) {
    if (name === place.name) return;
    const reply = await ask("place.name", { place: place.place, name });
    setRefused(reply.ok ? null : reply.error);
  }
  return (
    <label class="choice">
      {say("place_name")}
      <input
        type="text"
        maxLength={60}
        value={place.name}
        placeholder={say("place_name_example")}
        onChange={(event) => void keep(event.currentTarget.value)}
      />
      <Trouble error={refused} />
    </label>
  );
}

/** Forgetting is asked twice: the second question says what becomes of the files. */
function Forget({ place, busy }: { place: PlaceSummary; busy: boolean }) {
  const [sure, setSure] = useState(false);
  const { request, asking, refused } = usePlaceRequest();
  const name = placeName(place);
  return (
    <>
      {sure && <p>{say("place_forget_what", { path: place.path })}</p>}
      <div class="actions">
        <button
          type="button"
          disabled={asking || busy}
          aria-label={say("place_forget_of", { place: name })}
          onClick={() => (sure ? void request("place.forget", place.place) : setSure(true))}
        >
          {sure ? say("place_forget_sure") : say("place_forget")}
        </button>
        {sure && (
          <button type="button" onClick={() => setSure(false)}>
            {say("place_keep")}
          </button>
        )}
      </div>
      <Trouble error={refused} />
    </>
  );
}

/** One place: what it is called, whether it is there, and what its backups prove. */
export function BackupPlace({ place, busy }: { place: PlaceSummary; busy: boolean }) {
  const { request, refused } = usePlaceRequest();
  return (
    <tr>
      <th scope="row">
        <label class="choice">
          <input
            type="radio"
            name="backup-place"
            checked={place.chosen}
            onChange={() => void request("place.choose", place.place)}
          />
          <bdi class={place.name ? "" : "path"}>{placeName(place)}</bdi>
        </label>
        {place.name && (
          <p class="secondary path">
            <bdi>{place.path}</bdi>
          </p>
        )}
        {place.presence === "away" && <p class="secondary">{say("place_away")}</p>}
        {place.presence === "other" && <OtherStick place={place} />}
        <Trouble error={refused} />
      </th>
      <td>{place.verdict ? <VerdictMark verdict={place.verdict} /> : say("place_empty")}</td>
      <td>{place.endedAt !== null && <Moment time={place.endedAt} />}</td>
      <td>{place.oldestReading !== null && <Moment time={place.oldestReading} />}</td>
      <td>
        <NameField key={place.name} place={place} />
        <Forget place={place} busy={busy} />
      </td>
    </tr>
  );
}
