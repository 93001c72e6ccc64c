import type { PossibleCap } from "../core/backup/possible-caps";
import { say } from "./words";

interface Props {
  leftOut: string[];
  possibleCaps: PossibleCap[];
}

/** A long list of names helps nobody here; the page and report.html have all of them. */
const mostNames = 5;

function listed(names: string[]): string {
  const beyond = names.length - mostNames;
  const shown = names.slice(0, mostNames).join(", ");
  return beyond > 0 ? say("names_and_more", { names: shown, count: beyond }) : shown;
}

/** Where to look on the web, for the providers whose limit has a place there. */
const advice = {
  gmail: "backup_cap_gmail",
  yahoo: "backup_cap_yahoo",
  "": "backup_cap_elsewhere",
} as const;

/** What stands beside a verdict: what it is not said of, and what the provider may not show. */
export function Caveats({ leftOut, possibleCaps }: Props) {
  const [first] = possibleCaps;
  return (
    <>
      {leftOut.length > 0 && (
        <p class="secondary">{say("backup_left_out", { folders: listed(leftOut) })}</p>
      )}
      {first && (
        <p class="secondary">
          {say("backup_possible_cap", {
            folders: listed(possibleCaps.map(({ folder }) => folder)),
            count: first.count,
          })}{" "}
          {say(advice[first.provider])}
        </p>
      )}
    </>
  );
}
