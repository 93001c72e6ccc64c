import type { Missing } from "../core/job";
import { say } from "../ui/words";
import { MessageTable } from "./message-table";

/** The messages of a backup that are not whole any more, each with the reason. `count` counts them all. */
export function HitTable({ hits, count }: { hits: Missing[]; count: number }) {
  if (hits.length === 0) return null;
  return (
    <>
      <MessageTable
        caption={say("verify_hits")}
        messages={hits}
        nameless={say("verify_name_lost")}
      />
      {count > hits.length && <p>{say("verify_hits_more", { count: count - hits.length })}</p>}
    </>
  );
}
