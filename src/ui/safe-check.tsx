import { useState } from "preact/hooks";
import type { Reason } from "../core/reason";
import type { SafeReason, SafeToDelete, UnsafeFolder } from "../core/safe-to-delete/answer";
import { ask } from "./ask";
import { Trouble } from "./trouble";
import { say } from "./words";

const reasonText = ({ code, values }: SafeReason) =>
  say(`safe_reason_${code.replaceAll("-", "_")}`, values);

/** A folder of which nothing can be counted says only why. */
const folderText = ({ name, why, count }: UnsafeFolder) =>
  count === 0
    ? say(`safe_folder_${why.replaceAll("-", "_")}_uncounted`, { name })
    : say(`safe_folder_${why.replaceAll("-", "_")}`, { name, count });

function Told({ told }: { told: SafeToDelete }) {
  const { answer, backup, reasons, folders } = told;
  const texts = [...folders.map(folderText), ...reasons.map(reasonText)];
  return (
    <div role="status">
      <p class={answer === "yes" ? "result good" : "result bad"}>{say(`safe_answer_${answer}`)}</p>
      {backup && <p class="secondary">{say("safe_backup", { path: backup.path })}</p>}
      {texts.length > 0 && (
        <ul>
          {texts.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {answer !== "yes" && <p>{say("safe_do")}</p>}
      {answer === "yes" && <p class="secondary">{say("safe_moment")}</p>}
    </div>
  );
}

interface Props {
  account: string;
  name: string;
}

/** Asks whether everything of an account is in a backup, before something is taken away for good. */
export function SafeCheck({ account, name }: Props) {
  const [told, setTold] = useState<SafeToDelete | null>(null);
  const [error, setError] = useState<Reason | null>(null);
  const [asking, setAsking] = useState(false);

  async function check() {
    setAsking(true);
    const reply = await ask("safeToDelete.check", { account });
    setAsking(false);
    setTold(reply.ok ? reply.value : null);
    setError(reply.ok ? null : reply.error);
  }

  return (
    <div class="safe" aria-busy={asking}>
      <div class="actions">
        <button type="button" disabled={asking} onClick={() => void check()}>
          {say("safe_check", { name })}
        </button>
        {asking && <span class="secondary">{say("safe_checking")}</span>}
      </div>
      {told && <Told told={told} />}
      <Trouble error={error} />
    </div>
  );
}
