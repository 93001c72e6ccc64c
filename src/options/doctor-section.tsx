import { useCallback, useEffect, useState } from "preact/hooks";
import type { OpenedMboxes } from "../core/doctor/opened-mboxes";
import type { Job } from "../core/job";
import type { Reason } from "../core/reason";
import { ask } from "../ui/ask";
import { JobResult } from "../ui/job-result";
import { Progress } from "../ui/progress";
import { Trouble } from "../ui/trouble";
import { isRunning } from "../ui/watch";
import { say } from "../ui/words";
import { MboxResult } from "./mbox-result";

interface Props {
  job: Job | null;
  setJob: (job: Job | null) => void;
}

/** Mbox files of any program: what they are, what is wrong with them, and a repaired copy. */
export function DoctorSection({ job, setJob }: Props) {
  const [opened, setOpened] = useState<OpenedMboxes[] | null>(null);
  const [refused, setRefused] = useState<Reason | null>(null);
  const busy = isRunning(job);
  const mine = job?.kind === "examine" || job?.kind === "repair" ? job : null;

  const load = useCallback(async () => {
    const reply = await ask("doctor.list", {});
    if (reply.ok) setOpened(reply.value);
    else setRefused(reply.error);
  }, []);

  useEffect(() => void load(), [load, mine?.id, mine?.state]);

  async function begin(type: "doctor.examine" | "doctor.repair", rootId: string) {
    const reply = await ask(type, { rootId });
    setRefused(reply.ok ? null : reply.error);
    if (reply.ok && reply.value) setJob(reply.value);
  }

  async function open(kind: "file" | "folder") {
    const reply = await ask("doctor.open", { kind });
    setRefused(reply.ok ? null : reply.error);
    if (reply.ok && reply.value) setJob(reply.value);
    await load();
  }

  async function close(rootId: string) {
    const reply = await ask("doctor.close", { rootId });
    setRefused(reply.ok ? null : reply.error);
    await load();
  }

  return (
    <section id="doctor" tabIndex={-1} aria-labelledby="doctor-title" aria-busy={opened === null}>
      <h2 id="doctor-title">{say("doctor_title")}</h2>
      <p class="secondary">{say("doctor_explained")}</p>
      <div class="actions">
        <button type="button" disabled={busy} onClick={() => open("file")}>
          {say("doctor_open_file")}
        </button>
        <button type="button" disabled={busy} onClick={() => open("folder")}>
          {say("doctor_open_folder")}
        </button>
      </div>
      {mine && busy && <Progress key={mine.id} job={mine} onJob={setJob} />}
      {mine && !busy && <JobResult job={mine} />}
      <Trouble error={refused} />
      {opened?.length === 0 && <p class="secondary">{say("doctor_nothing_open")}</p>}
      {opened?.map((one) => (
        <MboxResult
          key={one.rootId}
          opened={one}
          busy={busy}
          examine={() => begin("doctor.examine", one.rootId)}
          repair={() => begin("doctor.repair", one.rootId)}
          close={() => close(one.rootId)}
        />
      ))}
    </section>
  );
}
