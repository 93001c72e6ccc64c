import type { ComponentChildren } from "preact";
import type { Severity } from "../core/checkup/report";
import type { Verdict } from "../core/job";
import { say } from "./words";

type Shape = "octagon" | "triangle" | "diamond" | "dot" | "ring" | "tick" | "question";

const bang = <path class="cut" d="M8 4.2v4.6M8 11.2v.6" />;

const shapes: Record<Shape, ComponentChildren> = {
  octagon: [<path key="a" d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" />, bang],
  triangle: [
    <path key="a" d="M8 1.2 15.4 14.5H.6z" />,
    <path key="b" class="cut" d="M8 6v4M8 12v.5" />,
  ],
  diamond: <path d="M8 1l7 7-7 7-7-7z" />,
  dot: <circle cx="8" cy="8" r="5" />,
  ring: [
    <circle key="a" class="line" cx="8" cy="8" r="6.2" />,
    <path key="b" class="line" d="M8 7v4.5M8 4.4V5" />,
  ],
  tick: <path class="line" d="M2.5 8.5 6.3 12.5 13.5 3.8" />,
  question: [
    <circle key="a" class="line" cx="8" cy="8" r="6.6" />,
    <path key="b" class="line" d="M6 6.2a2 2 0 1 1 2.9 1.9c-.6.3-.9.6-.9 1.3M8 11.6v.3" />,
  ],
};

/** A word with its shape and colour: never the colour alone. */
function Mark({ tone, shape, word }: { tone: string; shape: Shape; word: string }) {
  return (
    <span class={`mark ${tone}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        {shapes[shape]}
      </svg>
      {word}
    </span>
  );
}

const severityShape: Record<Severity, Shape> = {
  critical: "octagon",
  high: "triangle",
  medium: "diamond",
  low: "dot",
  info: "ring",
};

export const SeverityMark = ({ severity }: { severity: Severity }) => (
  <Mark tone={severity} shape={severityShape[severity]} word={say(`severity_${severity}`)} />
);

export const FineMark = () => <Mark tone="fine" shape="tick" word={say("options_fine")} />;

export const UnknownMark = () => (
  <Mark tone="unknown" shape="question" word={say("options_unknown")} />
);

/** The verdict on a backup. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  if (verdict === "complete")
    return <Mark tone="fine" shape="tick" word={say("backup_verdict_complete")} />;
  if (verdict === "incomplete")
    return <Mark tone="high" shape="triangle" word={say("backup_verdict_incomplete")} />;
  return <Mark tone="unknown" shape="question" word={say("backup_verdict_unknown")} />;
}
