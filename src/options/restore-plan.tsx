import { useState } from "preact/hooks";
import type { RestorePlan } from "../protocol/restore";
import { reasonWord, say } from "../ui/words";

function summary({ name, into, intoPicked, messages, bytes }: RestorePlan): string {
  const amount = { count: messages, bytes };
  if (into === null) return say("restore_plan_new", { ...amount, name });
  return say(intoPicked ? "restore_plan_into" : "restore_plan_below", { ...amount, name: into });
}

interface Props {
  plan: RestorePlan;
  busy: boolean;
  start: (knowingly: boolean) => void;
}

/** What a restore would do, what stands in its way, and the button that begins it. */
export function PlannedRestore({ plan, busy, start }: Props) {
  const [agreed, setAgreed] = useState(false);
  const { obstacle, question, folders, into, isImap } = plan;
  const some = folders.filter(({ messages }) => messages > 0);
  return (
    <div role="status">
      <h3>{say("restore_plan_title")}</h3>
      {obstacle ? (
        <p class="trouble">{reasonWord(obstacle)}</p>
      ) : (
        <>
          <p>{summary(plan)}</p>
          <ul>
            {some.map(({ name, messages }) => (
              <li key={name}>{say("restore_folder_count", { name, count: messages })}</li>
            ))}
          </ul>
          <p class="secondary">{say("restore_note_state")}</p>
          {isImap && <p class="secondary">{say("restore_note_server")}</p>}
          {question && (
            <>
              <p class="trouble">
                {reasonWord(question)}{" "}
                {say(into === null ? "restore_question_new" : "restore_question_picked")}
              </p>
              <label>
                <input
                  type="checkbox"
                  checked={agreed}
                  onChange={(event) => setAgreed(event.currentTarget.checked)}
                />
                {say("restore_agree")}
              </label>
            </>
          )}
          <div class="actions">
            <button
              type="button"
              class="main"
              disabled={busy || (question !== null && !agreed)}
              onClick={() => start(agreed)}
            >
              {say("restore_start")}
            </button>
          </div>
        </>
      )}
    </div>
  );
}
