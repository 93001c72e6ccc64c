import { useState } from "preact/hooks";
import type { MailboxAnswer } from "../core/checkup/devices";
import type { AccountFact } from "../core/checkup/snapshot";
import type { Reason } from "../core/reason";
import { ask } from "../ui/ask";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";

interface Props {
  answers: MailboxAnswer[];
  accounts: AccountFact[];
  reload: () => Promise<void>;
}

/** What the user answered about accounts that share an address; an answer given by mistake is asked again. */
export function MailboxAnswers({ answers, accounts, reload }: Props) {
  const [error, setError] = useState<Reason | null>(null);
  const nameOf = (id: string) => accounts.find((account) => account.id === id)?.name;
  // An account that is gone has no mailbox to ask about.
  const here = answers.filter((one) => one.accounts.every(nameOf));
  if (here.length === 0) return null;

  async function askAgain({ accounts: pair }: MailboxAnswer) {
    const reply = await ask("mailbox.askAgain", { accounts: pair });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) await reload();
  }

  return (
    <section aria-labelledby="answers-title">
      <h3 id="answers-title">{say("devices_answers")}</h3>
      <Trouble error={error} />
      <ul class="devices">
        {here.map((answer) => {
          const [one, other] = answer.accounts.map((id) => nameOf(id) ?? id);
          const values = { one: one ?? "", other: other ?? "" };
          return (
            <li key={answer.accounts.join(" ")}>
              <p>
                {answer.same
                  ? say("devices_answer_same", values)
                  : say("devices_answer_two", values)}
              </p>
              <button type="button" onClick={() => void askAgain(answer)}>
                {say("devices_ask_again")}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
