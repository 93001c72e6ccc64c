import type { NotKnown, Outcome } from "../core/checkup/report";
import type { AccountFact } from "../core/checkup/snapshot";
import { UnknownMark } from "../ui/severity";
import { subjectName } from "../ui/standing";
import { checkWord, reasonWord, say } from "../ui/words";

/** Something that a check could not see, with the check. */
export interface Unseen extends NotKnown {
  check: string;
}

/** Everything that could not be seen. A check that says only why is about this Thunderbird as a whole. */
export const unseenIn = (outcomes: readonly Outcome[]): Unseen[] =>
  outcomes.flatMap(({ check, notKnown, reason }) =>
    notKnown.length === 0 && reason
      ? [{ check, subject: { accounts: [] }, reason }]
      : notKnown.map((one) => ({ check, ...one })),
  );

/** Several things that could not be seen, said once for each reason; with `named` each says whose it is. */
export function UnseenArticles({
  unseen,
  accounts,
  named,
}: {
  unseen: Unseen[];
  accounts: AccountFact[];
  named: boolean;
}) {
  const reasons = new Map<string, Unseen[]>();
  for (const one of unseen) {
    const sentence = reasonWord(one.reason);
    reasons.set(sentence, [...(reasons.get(sentence) ?? []), one]);
  }
  return (
    <>
      {[...reasons].map(([sentence, all]) => (
        <article key={sentence} class="finding" aria-label={sentence}>
          <div class="heading">
            <h4>{sentence}</h4>
            <UnknownMark />
          </div>
          <p class="secondary">{say("options_unseen_lead")}</p>
          <ul class="unseen">
            {linesOf(all, accounts, named).map((line) => (
              <li key={line}>
                <bdi>{line}</bdi>
              </li>
            ))}
          </ul>
        </article>
      ))}
    </>
  );
}

/** Titles of checks, each with whose mail it could not see; once, however many folders it is about. */
function linesOf(unseen: Unseen[], accounts: AccountFact[], named: boolean): string[] {
  const lines = unseen.map(({ check, subject }) => {
    const title = checkWord(check, "title");
    const name = named ? subjectName(subject, accounts) : "";
    const folders = subject.folders?.length ?? 0;
    const where = folders > 0 ? say("options_folders", { count: folders }) : "";
    const about = [name, where].filter(Boolean).join(", ");
    return about ? say("options_unseen_of", { title, about }) : title;
  });
  return [...new Set(lines)];
}
