import { useState } from "preact/hooks";
import type { Road, Step } from "../core/move-house/move";
import type { Reason } from "../core/reason";
import type { Overview, Requests, RequestType } from "../protocol";
import type { MoveNow, MovePreset } from "../protocol/move";
import { ask } from "../ui/ask";
import type { Fixing } from "../ui/fix-panel";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";
import { MoveAction } from "./move-action";

export interface OfMove {
  move: MoveNow;
  overview: Overview;
  fixing: Fixing;
  putBack: (preset: MovePreset) => void;
}

const titles: Record<Road, string> = {
  provider: "move_title_provider",
  host: "move_title_host",
  "pop-to-imap": "move_title_pop_to_imap",
};

/** One move: every step in its order, with how it stands and what can be done. */
export function MoveList({ changed, ...given }: OfMove & { changed: () => void }) {
  const { move } = given;
  const [error, setError] = useState<Reason | null>(null);
  const [working, setWorking] = useState(false);

  async function send<T extends RequestType>(type: T, input: Requests[T]["input"]) {
    setWorking(true);
    const reply = await ask(type, input);
    setWorking(false);
    setError(reply.ok ? null : reply.error);
    if (reply.ok) changed();
  }

  const { account, road, name, steps } = move;
  const current = steps.find(({ state }) => state !== "done")?.code;
  const all = steps.length;
  const done = steps.filter(({ state }) => state === "done").length;
  return (
    <article class="move" aria-labelledby={`move-${account}`} aria-busy={working}>
      <h3 id={`move-${account}`}>{say(titles[road], { name })}</h3>
      <p class="secondary">{say("move_done_of", { done, all })}</p>
      <ol class="steps">
        {steps.map((step) => (
          <li
            key={step.code}
            class={step.state}
            aria-current={step.code === current ? "step" : undefined}
          >
            <StepHead step={step} />
            <MoveAction {...given} step={step} isCurrent={step.code === current} send={send} />
          </li>
        ))}
      </ol>
      <Trouble error={error} />
      <div class="actions">
        <button type="button" class="quiet" onClick={() => void send("move.end", { account })}>
          {say(done === all ? "move_end_done" : "move_end")}
        </button>
        <span class="secondary">{say("move_end_explained")}</span>
      </div>
    </article>
  );
}

const inKey = (code: string) => code.replaceAll("-", "_");

/** What the step is, how it stands and why; a state has a word and a shape, not only a colour. */
function StepHead({ step: { code, state, how, reason, values } }: { step: Step }) {
  return (
    <>
      <div class="heading">
        <h4>{say(`move_step_${inKey(code)}`)}</h4>
        <span class={`mark ${state}`}>{say(`move_state_${inKey(state)}`)}</span>
      </div>
      <p>{say(`move_reason_${inKey(reason)}`, values)}</p>
      {state !== "done" && state !== "blocked" && (
        <p class="secondary">{say(`move_do_${inKey(code)}`)}</p>
      )}
      {how === "told" && state !== "done" && <p class="secondary">{say("move_on_your_word")}</p>}
    </>
  );
}
