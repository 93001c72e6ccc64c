import { useState } from "preact/hooks";
import type { PlaceSummary } from "../core/backup/place-summary";
import type { Reason } from "../core/reason";
import type { RequestType } from "../protocol";
import { ask } from "./ask";
import { Trouble } from "./trouble";
import { say } from "./words";

/** What a place is called: the user's own name, else its path. */
export const placeName = ({ name, path }: PlaceSummary) => name || path;

/** Asks for something about a place; the page draws what is stored then. */
export function usePlaceRequest() {
  const [refused, setRefused] = useState<Reason | null>(null);
  const [asking, setAsking] = useState(false);
  async function request(type: PlaceRequest, place: string) {
    setAsking(true);
    const reply = await ask(type, { place });
    setAsking(false);
    setRefused(reply.ok ? null : reply.error);
  }
  return { request, asking, refused };
}

type PlaceRequest = Extract<RequestType, "place.choose" | "place.forget" | "place.useOther">;

/** Another stick lies where a place was: nothing is written to it before the user says so. */
export function OtherStick({ place }: { place: PlaceSummary }) {
  const { request, asking, refused } = usePlaceRequest();
  return (
    <>
      <p>{say("place_stranger", { path: place.path })}</p>
      <div class="actions">
        <button
          type="button"
          disabled={asking}
          onClick={() => void request("place.useOther", place.place)}
        >
          {say("place_use_stranger")}
        </button>
      </div>
      <Trouble error={refused} />
    </>
  );
}

interface Props {
  places: PlaceSummary[];
  /** A backup may go to another place by itself. */
  orAnother: boolean;
}

/** What keeps the next backup from its place, and what else could be done; nothing where nothing does. */
export function PlaceNotice({ places, orAnother }: Props) {
  const { request, asking, refused } = usePlaceRequest();
  const chosen = places.find((place) => place.chosen);
  if (!chosen || chosen.presence === "here") return null;
  const instead = places.find((place) => place.presence === "here");
  if (instead && orAnother) return null;
  if (chosen.presence === "other") return <OtherStick place={chosen} />;
  return (
    <>
      <p>{say("backup_folder_away", { path: placeName(chosen) })}</p>
      {instead && (
        <div class="actions">
          <button
            type="button"
            disabled={asking}
            onClick={() => void request("place.choose", instead.place)}
          >
            {say("place_choose_instead", { place: placeName(instead) })}
          </button>
        </div>
      )}
      <Trouble error={refused} />
    </>
  );
}
