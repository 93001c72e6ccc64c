import type { Answers, ChooserAdvice, Question } from "../core/chooser/advice";
import { say } from "../ui/words";

const asked: Record<Question, string> = {
  otherDevices: "chooser_question_devices",
  offline: "chooser_question_offline",
  deleteEverywhere: "chooser_question_deletion",
  roomAtProvider: "chooser_question_room",
};

interface Props {
  answers: Answers;
  advice: ChooserAdvice | null;
  change: (answers: Answers) => void;
}

/** The four questions; what the facts answer is filled in, and may be answered otherwise. */
export function ChooserQuestions({ answers, advice, change }: Props) {
  return (
    <div class="questions">
      {(Object.keys(asked) as Question[]).map((question) => (
        <OneQuestion
          key={question}
          question={question}
          answers={answers}
          advice={advice}
          change={change}
        />
      ))}
    </div>
  );
}

function OneQuestion({ question, answers, advice, change }: Props & { question: Question }) {
  const filledIn = advice?.filledIn[question];
  const answer = answers[question] ?? filledIn;
  const source = advice && filledIn ? sourceOf(question, advice) : "";
  const note = `chooser-${question}-source`;

  function choose(next: "yes" | "no" | undefined) {
    const { [question]: _, ...others } = answers;
    change(next ? { ...others, [question]: next } : others);
  }

  const option = (value: "yes" | "no" | undefined, word: string) => (
    <label class="choice">
      <input
        type="radio"
        name={`chooser-${question}`}
        checked={answer === value}
        onChange={() => choose(value)}
      />
      {word}
    </label>
  );

  return (
    <fieldset aria-describedby={source ? note : undefined}>
      <legend>{say(asked[question])}</legend>
      <div class="answers">
        {option("yes", say("chooser_yes"))}
        {option("no", say("chooser_no"))}
        {!filledIn && option(undefined, say("chooser_not_answered"))}
      </div>
      {source && (
        <p id={note} class="secondary">
          {source}
        </p>
      )}
    </fieldset>
  );
}

/** Where a filled-in answer comes from. */
function sourceOf(question: Question, { devices, quota }: ChooserAdvice): string {
  if (question === "roomAtProvider" && quota) return say("chooser_source_quota", { ...quota });
  if (question !== "otherDevices" || !devices) return "";
  return devices.length > 0
    ? say("chooser_source_devices", { names: devices.join(", ") })
    : say("chooser_source_no_devices");
}
