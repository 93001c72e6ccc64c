import type { Argument, ChooserAdvice } from "../core/chooser/advice";
import { say } from "../ui/words";
import { ProviderNote } from "./provider-note";

const inKey = (code: string) => code.replaceAll("-", "_");

const sentence = ({ code, values }: Argument) => say(`chooser_reason_${inKey(code)}`, values);

function Points({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <h4>{title}</h4>
      <ul class="notes">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

/** What suits the address, how sure that is, and on what it rests. */
export function ChooserResult({ advice }: { advice: ChooserAdvice }) {
  const { choice, sure, provider, conflicts } = advice;
  return (
    <>
      <h3>{say("chooser_advice")}</h3>
      <p class="verdict" role="status">
        {say(`chooser_advice_${choice}_${sure}`)}
      </p>
      <Gaps advice={advice} />
      {conflicts.map((code) => (
        <p key={code}>{say(`chooser_conflict_${inKey(code)}`)}</p>
      ))}
      <div class="advice">
        <Reasons advice={advice} />
        <Drawbacks advice={advice} />
      </div>
      {provider && <ProviderNote provider={provider} />}
    </>
  );
}

function Reasons({ advice }: { advice: ChooserAdvice }) {
  const { choice, reasons, against } = advice;
  const of = (side: "pop" | "imap") => reasons.filter((one) => one.for === side).map(sentence);
  if (choice === "either")
    return (
      <div>
        <Points title={say("chooser_for_imap")} lines={of("imap")} />
        <Points title={say("chooser_for_pop")} lines={of("pop")} />
      </div>
    );
  const other = choice === "imap" ? "chooser_for_pop" : "chooser_for_imap";
  return (
    <div>
      <Points title={say(`chooser_for_${choice}`)} lines={of(choice)} />
      <Points title={say(other)} lines={against.map(sentence)} />
    </div>
  );
}

/** What each way costs, apart: what is a drawback of the one is mostly no trouble with the other. */
function Drawbacks({ advice: { drawbacks } }: { advice: ChooserAdvice }) {
  const of = (way: "pop" | "imap") =>
    drawbacks
      .filter((code) => code.startsWith(`${way}-`))
      .map((code) => say(`chooser_drawback_${inKey(code)}`));
  return (
    <div>
      <Points title={say("chooser_drawbacks_imap")} lines={of("imap")} />
      <Points title={say("chooser_drawbacks_pop")} lines={of("pop")} />
    </div>
  );
}

/** What was not answered and what could not be seen: the advice is given without it, and says so. */
function Gaps({ advice: { unanswered, unseen } }: { advice: ChooserAdvice }) {
  return (
    <>
      {unanswered.length > 0 && (
        <p class="secondary">{say("chooser_unanswered", { count: unanswered.length })}</p>
      )}
      {unseen.length > 0 && (
        <p class="secondary">
          {say("chooser_unseen", {
            facts: unseen.map((code) => say(`chooser_unseen_${code}`)).join(", "),
          })}
        </p>
      )}
    </>
  );
}
