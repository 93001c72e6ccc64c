import type { BackupSummary, Estimate } from "../protocol";
import { Moment } from "./moment";
import { inAll } from "./standing";
import { reasonWord, say } from "./words";

/** When the backups were last proved, with the two numbers that prove it. */
export function BackupLine({ backups }: { backups: BackupSummary[] }) {
  const { accounts, messages, expected, complete, provedAt } = inAll(backups);
  if (accounts === 0) return <p>{say("backup_none")}</p>;
  return (
    <>
      <p>
        {complete ? say("backup_proved") : say("backup_not_complete")} <Moment time={provedAt} />
      </p>
      <p class="figure">{say("backup_numbers", { messages, expected })}</p>
    </>
  );
}

/** What a backup would fetch first, told before the button is pressed. */
export function EstimateLine({ estimate }: { estimate: Estimate }) {
  const { toFetch, foldersNotCounted } = estimate;
  return (
    <>
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
