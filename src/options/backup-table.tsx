import { useState } from "preact/hooks";
import type { PlaceSummary } from "../core/backup/place-summary";
import type { Reason } from "../core/reason";
import type { BackupSummary } from "../protocol";
import { ask } from "../ui/ask";
import { Caveats } from "../ui/caveats";
import { Moment } from "../ui/moment";
import { placeName } from "../ui/place-notice";
import { VerdictMark } from "../ui/severity";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";

interface RowProps {
  backup: BackupSummary;
  /** Named only where there are several. */
  place: PlaceSummary | null;
  refuse: (why: Reason) => void;
}

function BackupRow({ backup, place, refuse }: RowProps) {
  async function show() {
    const reply = await ask("backup.show", { backupId: backup.backupId });
    if (!reply.ok) refuse(reply.error);
  }
  return (
    <tr>
      <th scope="row">
        <bdi>{backup.name}</bdi>
        {backup.account === null && <p class="secondary">{say("backup_account_gone")}</p>}
      </th>
      <td>
        <VerdictMark verdict={backup.verdict} />
        <Caveats leftOut={backup.leftOut} possibleCaps={backup.possibleCaps} />
      </td>
      <td class="figure">
        {say("backup_of", { messages: backup.messages, expected: backup.expected })}
      </td>
      <td>
        <Moment time={backup.endedAt} />
      </td>
      <td>
        <bdi class="path">{backup.folder}</bdi>
        {place && (
          <p class="secondary">
            <bdi>{placeName(place)}</bdi>
          </p>
        )}
      </td>
      <td>
        <button
          type="button"
          aria-label={say("backup_show_of", { name: backup.name })}
          onClick={show}
        >
          {say("backup_show")}
        </button>
      </td>
    </tr>
  );
}

interface TableProps {
  backups: BackupSummary[];
  places: PlaceSummary[];
}

/** The backups that there are, each with its verdict and the numbers behind it. */
export function BackupTable({ backups, places }: TableProps) {
  const placeOf = ({ place }: BackupSummary) =>
    places.length > 1 ? (places.find((one) => one.place === place) ?? null) : null;
  const [refused, setRefused] = useState<Reason | null>(null);
  if (backups.length === 0) return <p>{say("backup_none")}</p>;
  return (
    <>
      <div class="wide">
        <table>
          <caption>{say("backup_list")}</caption>
          <thead>
            <tr>
              <th scope="col">{say("backup_column_account")}</th>
              <th scope="col">{say("backup_column_verdict")}</th>
              <th scope="col" class="figure">
                {say("backup_column_messages")}
              </th>
              <th scope="col">{say("backup_column_date")}</th>
              <th scope="col">{say("backup_column_folder")}</th>
              <th scope="col">
                <span class="spoken">{say("backup_show")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {backups.map((backup) => (
              <BackupRow
                key={backup.backupId}
                backup={backup}
                place={placeOf(backup)}
                refuse={setRefused}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Trouble error={refused} />
    </>
  );
}
