import type { Fetch, FixPlan } from "../core/fix/fix-plan";
import type { Part } from "../core/part";
import { reasonWord, say } from "./words";

/**
 * Whether a backup is asked for first: where taking back can delete mail, where writing removes some,
 * and before every check for POP mail, which removes what is due by then.
 */
export function needsBackup({ undo, removes, fetch }: FixPlan, takingBack: boolean): boolean {
  if (takingBack) return undo === "guarded";
  const some = removes !== null && (!removes.ok || removes.value > 0);
  return some || (fetch !== null && fetch.popRemoves !== null);
}

/** Where the mail goes from, by the settings that are written. */
function placeOf({ changes }: FixPlan): "server" | "computer" | "both" {
  const names = new Set<string>(changes.map(({ setting }) => setting));
  const has = (...some: string[]) => some.some((name) => names.has(name));
  if (has("retainBy", "retainDays", "retainCount")) return "both";
  return has("maxAgeDays", "keepOffline", "limitSize", "maxSizeKb") ? "computer" : "server";
}

function Removes({ plan, removes }: { plan: FixPlan; removes: Part<number> }) {
  if (!removes.ok)
    return (
      <p class="warning">
        {say(`fix_removes_${placeOf(plan)}_unknown`)} {reasonWord(removes.reason)}
      </p>
    );
  if (removes.value === 0) return <p>{say("fix_removes_none")}</p>;
  return <p class="warning">{say(`fix_removes_${placeOf(plan)}`, { count: removes.value })}</p>;
}

function Fetches({ fetch: { messages, bytes, tooMuch, popRemoves } }: { fetch: Fetch }) {
  return (
    <>
      <p>
        {messages > 0 ? say("fix_fetch", { count: messages, bytes }) : say("fix_fetch_uncounted")}
      </p>
      {tooMuch && <p class="warning">{say("fix_fetch_too_much")}</p>}
      {popRemoves && !popRemoves.ok && (
        <p class="warning">
          {say("fix_pop_removes_unknown")} {reasonWord(popRemoves.reason)}
        </p>
      )}
      {popRemoves?.ok && popRemoves.value > 0 && (
        <p class="warning">{say("fix_pop_removes", { count: popRemoves.value })}</p>
      )}
      {popRemoves?.ok && popRemoves.value === 0 && <p>{say("fix_pop_removes_none")}</p>}
    </>
  );
}

/** What the writing brings, what it takes away, and whether a backup covers that. */
export function FixWarnings({ plan, takingBack }: { plan: FixPlan; takingBack: boolean }) {
  const { fetch, removes, cover } = plan;
  return (
    <>
      {fetch && <Fetches fetch={fetch} />}
      {removes && <Removes plan={plan} removes={removes} />}
      {takingBack && plan.undo === "guarded" && !removes && <p>{say("fix_cover_guarded")}</p>}
      {needsBackup(plan, takingBack) && cover === "fresh" && <p>{say("fix_cover_fresh")}</p>}
      {needsBackup(plan, takingBack) && cover !== "fresh" && (
        <p class="warning">{say(cover === "stale" ? "fix_cover_stale" : "fix_cover_none")}</p>
      )}
    </>
  );
}
