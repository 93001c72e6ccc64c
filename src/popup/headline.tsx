import type { Overview } from "../protocol";
import { Moment } from "../ui/moment";
import { inAll, type Standing } from "../ui/standing";
import { ago, say } from "../ui/words";

interface Props {
  overview: Overview;
  standing: Standing;
  checking: boolean;
  check: () => void;
}

function sentence({ state, count }: Standing): string {
  if (state === "nothing") return say("popup_nothing_configured");
  if (state === "first") return say("popup_first_look");
  if (state === "losing") return say("popup_losing", { count });
  if (state === "risk") return say("popup_risk", { count });
  if (state === "unseen") return say("popup_unseen");
  if (state === "unbacked") return say("popup_unbacked");
  if (state === "points") return say("popup_points", { count });
  if (state === "unknown") return say("popup_nothing_found");
  return say("popup_safe");
}

const tones: Partial<Record<Standing["state"], string>> = {
  losing: "critical",
  risk: "high",
  well: "fine",
};

/** How the mail is, in one sentence, and how old that knowledge is. */
export function Headline({ overview, standing, checking, check }: Props) {
  const { report } = overview;
  const { messages, provedAt } = inAll(overview.backups);
  return (
    <header class={tones[standing.state] ?? ""} aria-busy={checking}>
      <img src="../icons/postwacht.svg" alt="" width="32" height="32" />
      <div class="standing">
        <h1>{sentence(standing)}</h1>
        {standing.state === "well" && (
          <p>{say("popup_safe_numbers", { count: messages, when: ago(provedAt) })}</p>
        )}
        <p class="secondary" role="status">
          {checking && say("popup_checking")}
          {!checking && standing.state === "nothing" && say("popup_nothing_configured_advice")}
          {!checking && standing.state !== "nothing" && report && (
            <>
              {say("popup_checked")} <Moment time={report.takenAt} />
            </>
          )}
        </p>
      </div>
      {standing.state !== "nothing" && (
        <button
          type="button"
          class="refresh"
          title={say("popup_refresh")}
          aria-label={say("popup_refresh")}
          disabled={checking}
          onClick={check}
        >
          <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d="M13.2 8A5.2 5.2 0 1 1 11.6 4.2M11.9 1v3.5H8.4" />
          </svg>
        </button>
      )}
    </header>
  );
}
