import type {
  ComparedFolder,
  MoveFacts,
  MoveHouse,
  Road,
  Step,
  StepCode,
  StepReason,
  StepState,
} from "./move";

/*
 * Belongs here: the order of a move, and how each of its steps stands.
 * Does not belong here: what is seen of a move (-> ../../background/move-house/look.ts).
 */

/** In the order in which no mail is lost. */
const orders: Record<Road, readonly StepCode[]> = {
  provider: ["prove", "tell", "quiet", "new-account", "restore", "compare", "let-go"],
  host: ["prove", "tell", "quiet", "switch", "restore", "compare", "resume", "let-go"],
  "pop-to-imap": ["prove", "quiet", "new-account", "restore", "compare", "let-go"],
};

/** Steps that must be done before another makes sense: without them that one could lose mail, or measure nothing. */
const before: Partial<Record<StepCode, readonly StepCode[]>> = {
  "new-account": ["prove", "quiet"],
  switch: ["prove", "quiet"],
  restore: ["switch", "new-account"],
  compare: ["switch", "new-account"],
  resume: ["compare"],
  "let-go": ["compare"],
};

/** A proof is of "just before the switch" for so long, in milliseconds. */
export const proofHolds = 24 * 60 * 60 * 1000;

/** How a step stands by itself, whatever comes before it. */
interface Standing {
  state: StepState;
  reason: StepReason;
  how?: Step["how"];
  count?: number;
  at?: number;
}

/** Every step of a move in its order. A step whose forerunner is not done is blocked, and says by which. */
export function stepsOf(move: MoveHouse, facts: MoveFacts): Step[] {
  const steps: Step[] = [];
  for (const code of orders[move.road]) {
    const wanting = (before[code] ?? []).find((first) =>
      steps.some((step) => step.code === first && step.state !== "done"),
    );
    const own = standings[code](move, facts);
    // What is seen to be done is done, whatever the list would have had first.
    const stands: Standing =
      wanting && own.state !== "done"
        ? { state: "blocked", reason: `first-${wanting}` as StepReason }
        : own;
    const { state, reason, how = "checked", count = 0, at = 0 } = stands;
    steps.push({ code, state, reason, how, values: { count, whenAt: at } });
  }
  return steps;
}

const standings: Record<StepCode, (move: MoveHouse, facts: MoveFacts) => Standing> = {
  prove(move, { now, isThere }) {
    const { proof } = move;
    const isOver = hasMoved(move) || !isThere;
    if (!proof) {
      const isLate = move.road === "host" ? isOver : !isThere;
      return isLate
        ? { state: "not-known", reason: "proof-too-late" }
        : { state: "open", reason: "proof-none" };
    }
    const at = proof.endedAt;
    if (isOver) return { state: "done", reason: "proof-used", at };
    const isFresh = at <= now && now - at < proofHolds;
    return isFresh
      ? { state: "done", reason: "proof-fresh", at }
      : { state: "open", reason: "proof-old", at };
  },

  tell: ({ ticked }) => said(ticked.tell, "tell-told", "tell-open"),

  quiet({ road, receipt }, facts) {
    const { isThere, checksOn } = facts;
    if (!isThere) return { state: "done", reason: "account-removed" };
    if (checksOn === null) return { state: "not-known", reason: "checks-unknown" };
    if (!checksOn) return { state: "done", reason: "checks-off" };
    // On the road of the same address they come on again at the end, as they should.
    if (road === "host" && receipt !== null && agrees(facts.compared)) {
      return { state: "done", reason: "checks-were-off" };
    }
    return { state: "open", reason: "checks-on" };
  },

  switch: ({ switchedAt, ticked }) =>
    switchedAt === null
      ? said(ticked.switch, "switch-told", "switch-open")
      : { state: "done", reason: "switch-seen", at: switchedAt },

  "new-account": ({ newAccount, account }, { newIsThere }) =>
    newAccount !== null && newAccount !== account && newIsThere
      ? { state: "done", reason: "new-there" }
      : { state: "open", reason: "new-open" },

  restore: (move, { compared }) =>
    move.proof && hasMoved(move) && agrees(compared)
      ? { state: "done", reason: "restore-there" }
      : { state: "open", reason: "restore-open" },

  compare(move, { compared }) {
    if (!move.proof || !compared || !hasMoved(move)) {
      return { state: "not-known", reason: "compare-unknown" };
    }
    const lacking = compared.filter(({ had, has }) => has !== null && has < had);
    const count = lacking.reduce((sum, { had, has }) => sum + had - (has ?? 0), 0);
    if (count > 0) return { state: "open", reason: "compare-lacks", count };
    return agrees(compared)
      ? { state: "done", reason: "compare-agrees" }
      : { state: "not-known", reason: "compare-uncounted" };
  },

  resume: (_move, { checksOn }) =>
    checksOn === null
      ? { state: "not-known", reason: "checks-unknown" }
      : checksOn
        ? { state: "done", reason: "checks-back" }
        : { state: "open", reason: "checks-still-off" },

  "let-go"(move, { isThere, safe, compared }) {
    // Where nothing was compared an answer about the backup alone frees nobody.
    if (!agrees(compared)) return { state: "blocked", reason: "first-compare" };
    if (!isThere) return { state: "done", reason: "account-removed" };
    if (safe === "yes") return { state: "done", reason: "go-yes", at: move.proof?.endedAt ?? 0 };
    if (safe === "no") return { state: "open", reason: "go-no" };
    return { state: "not-known", reason: "go-unknown" };
  },
};

/** Whether the other mailbox is in use: before that every count would be of the old one. */
export const hasMoved = ({ road, switchedAt, ticked, newAccount }: MoveHouse): boolean =>
  road === "host" ? (switchedAt ?? ticked.switch ?? null) !== null : newAccount !== null;

function said(at: number | undefined, told: StepReason, open: StepReason): Standing {
  if (at === undefined) return { state: "open", reason: open, how: "told" };
  return { state: "done", reason: told, how: "told", at };
}

/** Whether every folder was counted and holds what it held. Nothing to compare proves nothing. */
const agrees = (compared: readonly ComparedFolder[] | null): boolean =>
  compared !== null &&
  compared.length > 0 &&
  compared.every(({ had, has }) => has !== null && has >= had);
