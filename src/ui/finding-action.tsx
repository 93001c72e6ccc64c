import type { Finding } from "../core/checkup/report";
import { checkWord, say } from "./words";

export interface Act {
  /** Does what the button of a finding says. `same` is the answer where the button is one. */
  act: (finding: Finding, same?: boolean) => void;
  /** A backup runs: what a button would start is already happening. */
  busy: boolean;
  /** False without the privileged part: then nothing could be changed, saved or opened. */
  able: boolean;
  /** Id of the finding whose changes are shown now. */
  opened: string | null;
}

/** What only asks the user needs no privileged part. */
const asks = ["answer", "devices"];

/** The one main action of a finding, if it has one; a question has a button for each answer. */
export function FindingAction({
  finding,
  act,
  busy,
  able,
  opened,
  main = false,
}: Act & { finding: Finding; main?: boolean }) {
  const { action } = finding;
  const word = checkWord(finding.check, "action", finding.values);
  if (!action || !word || (!able && !asks.includes(action))) return null;
  const look = main ? "main" : "";
  if (action === "answer")
    return (
      <fieldset class="answer">
        <legend>{word}</legend>
        <button type="button" class={look} onClick={() => act(finding, true)}>
          {say("answer_one_mailbox")}
        </button>
        <button type="button" onClick={() => act(finding, false)}>
          {say("answer_two_mailboxes")}
        </button>
      </fieldset>
    );
  return (
    <button
      type="button"
      class={look}
      disabled={busy && action === "backup"}
      {...(action === "fix" ? { "aria-expanded": opened === finding.id } : {})}
      onClick={() => act(finding)}
    >
      {word}
    </button>
  );
}
