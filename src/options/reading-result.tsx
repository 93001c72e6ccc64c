import type { Damage, Note, Reading } from "../core/backup/verify-reading";
import { say } from "../ui/words";
import { HitTable } from "./hit-table";

const damageWord = ({ kind, file, count }: Damage) =>
  say(`verify_damage_${kind.replaceAll("-", "_")}`, { file, count });

const noteWord = ({ kind, file, bytes }: Note) =>
  say(`verify_note_${kind.replaceAll("-", "_")}`, { file, bytes });

function List({ title, texts }: { title: string; texts: string[] }) {
  if (texts.length === 0) return null;
  return (
    <>
      <h5>{title}</h5>
      <ul>
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}

/** What the last complete reading of a backup found, and what to do about it. */
export function ReadingResult({ reading }: { reading: Reading | undefined }) {
  if (!reading) return <p class="secondary">{say("verify_never")}</p>;
  const { endedAt, whole, messages, hits, hitCount, damages, notes } = reading;
  const isWhole = hitCount === 0 && damages.length === 0;
  const values = { endedAt, whole, messages };
  return (
    <>
      <p class={isWhole ? "result good" : "result bad"}>
        {say(isWhole ? "verify_whole" : "verify_damaged", values)}
      </p>
      {!isWhole && <p>{say("verify_advice")}</p>}
      <List title={say("verify_damages")} texts={damages.map(damageWord)} />
      <HitTable hits={hits} count={hitCount} />
      <List title={say("verify_notes")} texts={notes.map(noteWord)} />
    </>
  );
}
