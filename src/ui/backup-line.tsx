import type { BackupSummary, Estimate } from "../protocol";
import { Caveats } from "./caveats";
import { Moment } from "./moment";
import { inAll } from "./standing";
import { reasonWord, say } from "./words";

/** When the backups were last proved, with the two numbers that prove it. */
export function BackupLine({ backups }: { backups: BackupSummary[] }) {
  const { accounts, messages, expected, complete, provedAt } = inAll(backups);
  const counted = backups.filter(({ account, counts }) => account !== null && counts);
  const leftOut = [...new Set(counted.flatMap((one) => one.leftOut))];
  const possibleCaps = counted.flatMap((one) => one.possibleCaps);
  if (accounts === 0) return <p>{say("backup_none")}</p>;
  return (
    <>
      <p>
        {complete ? say("backup_proved") : say("backup_not_complete")} <Moment time={provedAt} />
      </p>
      <p class="figure">{say("backup_numbers", { messages, expected })}</p>
      <Caveats leftOut={leftOut} possibleCaps={possibleCaps} />
    </>
  );
}

/** What a backup would fetch first, told before the button is pressed. */
export function EstimateLine({ estimate }: { estimate: Estimate }) {
  const { toSave, toFetch, foldersNotCounted, lacksRoom } = estimate;
  return (
    <>
      {lacksRoom && <p>{reasonWord(lacksRoom)}</p>}
      {!lacksRoom && toSave.messages > 0 && toFetch.messages === 0 && (
        <p class="secondary">
          {say("backup_to_save", { count: toSave.messages, bytes: toSave.bytes })}
        </p>
      )}
      {toFetch.messages > 0 && (
        <p class="secondary">
          {say("backup_to_fetch", { count: toFetch.messages, bytes: toFetch.bytes })}
        </p>
      )}
      {foldersNotCounted > 0 && (
        <p class="secondary">{say("backup_not_counted", { count: foldersNotCounted })}</p>
      )}
    </>
  );
}

/** Where the privileged part is absent: no backup can be made, and what to do about it. */
export const Unavailable = () => (
  <>
    <p>{reasonWord({ code: "experiment-absent", values: {} })}</p>
    <p>{say("backup_unavailable_advice")}</p>
  </>
);
