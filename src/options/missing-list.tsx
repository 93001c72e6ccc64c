import { useEffect, useState } from "preact/hooks";
import type { MissingGroup } from "../core/backup/missing-groups";
import type { Job } from "../core/job";
import type { Overview } from "../protocol";
import { ask } from "../ui/ask";
import type { useBackup } from "../ui/backing-up";
import { type Fixing, FixPanel } from "../ui/fix-panel";
import { isRunning } from "../ui/watch";
import { say } from "../ui/words";
import { MissingGroupItem } from "./missing-group";

export interface MissingProps {
  overview: Overview;
  backup: ReturnType<typeof useBackup>;
  fixing: Fixing;
}

const isAgain = ({ action }: MissingGroup) => action === "again";

/** The finding that fetches a POP account's partial messages, with its plan and its warning. */
function fetchFinding({ report }: Overview, account: string): string | null {
  const outcome = report?.outcomes.find(({ check }) => check === "pop-partial-messages");
  const finding = outcome?.findings.find(({ subject }) => subject.accounts.includes(account));
  return finding?.id ?? null;
}

/** What is not in the backup, by folder and reason, with what can be done about it. */
export function MissingList({ job, overview, backup, fixing }: { job: Job } & MissingProps) {
  const [groups, setGroups] = useState<MissingGroup[]>([]);
  const [fetching, setFetching] = useState<string | null>(null);
  const busy = isRunning(overview.job) || backup.starting;

  useEffect(() => {
    let alive = true;
    void ask("backup.missing", {}).then((reply) => {
      if (alive && reply.ok) setGroups(reply.value);
    });
    return () => {
      alive = false;
    };
  }, [job.id, job.state]);

  function again(some: MissingGroup[]) {
    const places = some.flatMap((one) => (one.again ? [one.again] : []));
    const accounts = [...new Set(places.map(({ account }) => account))];
    void backup.start(accounts, [...new Set(places.map(({ folder }) => folder))]);
  }

  if (groups.length === 0) return null;
  const tryable = groups.filter(isAgain);
  return (
    <>
      <h3>{say("backup_missing")}</h3>
      {tryable.length > 0 && (
        <div class="actions">
          <button type="button" disabled={busy} onClick={() => again(tryable)}>
            {say("missing_again")}
          </button>
        </div>
      )}
      {groups.map((group, place) => {
        const finding =
          group.action === "fetch-pop" && group.again
            ? fetchFinding(overview, group.again.account)
            : null;
        return (
          <MissingGroupItem
            key={place}
            group={group}
            busy={busy}
            again={isAgain(group) && tryable.length > 1 ? () => again([group]) : undefined}
            fetch={finding ? () => setFetching(finding) : undefined}
          />
        );
      })}
      {fetching && (
        <FixPanel of={{ findingId: fetching }} close={() => setFetching(null)} {...fixing} />
      )}
    </>
  );
}
