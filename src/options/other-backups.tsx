import { useEffect, useState } from "preact/hooks";
import type { OtherBackup } from "../core/backup/other-backup";
import type { PlaceSummary } from "../core/backup/place-summary";
import type { AccountFact } from "../core/checkup/snapshot";
import type { Reason } from "../core/reason";
import { ask } from "../ui/ask";
import { Moment } from "../ui/moment";
import { placeName } from "../ui/place-notice";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";

interface Props {
  places: PlaceSummary[];
  accounts: AccountFact[];
  busy: boolean;
}

const keyOf = ({ place, folder }: OtherBackup) => `${place}/${folder}`;

/**
 * Backups in these places that another computer began, or a copy of this profile. Nothing is written there
 * unless the user says that this Thunderbird goes on with them.
 */
export function OtherBackups({ places, accounts, busy }: Props) {
  const [others, setOthers] = useState<OtherBackup[]>([]);
  const [refused, setRefused] = useState<Reason | null>(null);
  const [asking, setAsking] = useState(false);
  const there = places.filter(({ presence }) => presence === "here").map(({ place }) => place);

  const look = () =>
    ask("backup.others", {}).then((reply) => setOthers(reply.ok ? reply.value : []));
  useEffect(() => {
    if (there.length > 0) void look();
    else setOthers([]);
  }, [there.join(), busy]);

  async function act(work: Promise<{ ok: true } | { ok: false; error: Reason }>) {
    setAsking(true);
    const reply = await work;
    setRefused(reply.ok ? null : reply.error);
    await look();
    setAsking(false);
  }

  if (others.length === 0) return null;
  return (
    <>
      <h3>{say("others_title")}</h3>
      <ul>
        {others.map((other) => {
          const place = places.find((one) => one.place === other.place);
          const account = accounts.find(({ id }) => id === other.account);
          return (
            <li key={keyOf(other)}>
              <p>
                <bdi>{other.name}</bdi>{" "}
                <span class="secondary">
                  {place && <bdi>{placeName(place)}</bdi>}{" "}
                  {other.endedAt !== null && <Moment time={other.endedAt} />}
                </span>
              </p>
              <p>{say(other.by === "installation" ? "others_installation" : "others_copy")}</p>
              <div class="actions">
                {account && (
                  <button
                    type="button"
                    disabled={busy || asking}
                    onClick={() =>
                      void act(ask("backup.takeOver", { place: other.place, folder: other.folder }))
                    }
                  >
                    {say("others_take_over", { account: account.name })}
                  </button>
                )}
                {other.by === "copied-profile" && (
                  <button
                    type="button"
                    disabled={busy || asking}
                    onClick={() => void act(ask("backup.separate", {}))}
                  >
                    {say("others_separate")}
                  </button>
                )}
              </div>
              {!account && <p class="secondary">{say("others_no_account")}</p>}
            </li>
          );
        })}
      </ul>
      <Trouble error={refused} />
    </>
  );
}
