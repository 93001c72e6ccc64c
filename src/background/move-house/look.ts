import type { Snapshot } from "../../core/checkup/snapshot";
import { compareCounts } from "../../core/move-house/compare-counts";
import type { ComparedFolder, MoveFacts, MoveHouse } from "../../core/move-house/move";
import { connectsByItself } from "../../core/move-house/quiet";
import { hasMoved, stepsOf } from "../../core/move-house/steps";
import { reasonOf } from "../../core/refusal";
import { backupsOfAccount } from "../../gather/account-backups";
import { takeSnapshot } from "../../gather/snapshot";
import type { MoveNow, MovePreset } from "../../protocol/move";
import { keepAlive } from "../../thunderbird/event-page";
import { readStored } from "../../thunderbird/storage";
import { checkSafeToDelete } from "../safe-to-delete/check";
import { changeMove } from "./moves";
import { hasSwitched, renewProof } from "./proof";
import { quietPlan } from "./quiet";

/*
 * Belongs here: what is seen of every move now, without connecting to anything.
 * Does not belong here: how the steps stand (-> ../../core/move-house/steps.ts), what the user does (-> moves.ts).
 */

/** Every move that goes on, each step looked at anew. */
export async function listMoves(): Promise<MoveNow[]> {
  const moves = Object.values((await readStored("moves")) ?? {});
  if (moves.length === 0) return [];
  const letGo = keepAlive();
  try {
    const snapshot = await takeSnapshot(Date.now(), false);
    const all: MoveNow[] = [];
    for (const move of moves) all.push(await look(move, snapshot));
    return all.sort((a, b) => a.name.localeCompare(b.name));
  } finally {
    letGo();
  }
}

async function look(kept: MoveHouse, snapshot: Snapshot): Promise<MoveNow> {
  const move = await noteChanges(kept, snapshot);
  const { account, road, newAccount, counted, proof } = move;
  const compared = counted && proof ? compareCounts(proof.folders, counted.folders) : null;
  const facts = await factsOf(move, snapshot, compared);
  const { plan, refused } = facts.isThere
    ? quietPlan(move, snapshot)
    : { plan: { hash: "", changes: [] }, refused: null };
  return {
    ...{ account, name: move.from.name, road, newAccount },
    steps: stepsOf(move, facts),
    countedAt: counted?.at ?? null,
    compared,
    quiet: plan,
    quietRefused: refused,
    receipt: await openReceipt(move),
    restore: await presetOf(move),
  };
}

/** Keeps what was seen, so that it is still known when the mailbox is another one. */
async function noteChanges(move: MoveHouse, snapshot: Snapshot): Promise<MoveHouse> {
  const isHost = move.road === "host";
  const switched = isHost && move.switchedAt === null && (await hasSwitched(move, snapshot));
  const switchedAt = switched ? snapshot.takenAt : move.switchedAt;
  // After the switch the latest backup is of the new mailbox, so the proof stays what it is.
  const isOver = isHost && (switchedAt !== null || hasMoved(move));
  const proof = isOver ? move.proof : await renewProof(move, snapshot);
  const changed = proof !== move.proof || switchedAt !== move.switchedAt;
  if (changed) await changeMove(move.account, { proof, switchedAt });
  return { ...move, proof, switchedAt };
}

async function factsOf(
  move: MoveHouse,
  snapshot: Snapshot,
  compared: ComparedFolder[] | null,
): Promise<MoveFacts> {
  const accounts = snapshot.accounts.ok ? snapshot.accounts.value : [];
  const isThere = accounts.some(({ id }) => id === move.account);
  const facts: MoveFacts = {
    ...{ now: snapshot.takenAt, isThere, compared, safe: null },
    checksOn: isThere ? checksOn(snapshot, move.account) : null,
    newIsThere: accounts.some(({ id }) => id === move.newAccount),
  };
  const isAsked = isThere && stepsOf(move, facts).at(-1)?.reason === "go-unknown";
  if (!isAsked) return facts;
  const safe = await checkSafeToDelete({ account: move.account }).catch((error: unknown) => {
    console.error("Postwacht:", error);
    return null;
  });
  return { ...facts, safe: safe?.answer ?? null };
}

function checksOn(snapshot: Snapshot, account: string): boolean | null {
  try {
    return connectsByItself(snapshot, account);
  } catch (error) {
    // What cannot be read is not known; anything else is a fault of ours.
    if (reasonOf(error).code === "internal") throw error;
    return null;
  }
}

async function openReceipt({ receipt }: MoveHouse): Promise<string | null> {
  const kept = (await readStored("receipts"))?.find(({ id }) => id === receipt);
  return kept && kept.undoneAt === undefined ? kept.id : null;
}

async function presetOf(move: MoveHouse): Promise<MovePreset | null> {
  const { proof, newAccount, road } = move;
  if (!proof || newAccount === null || !hasMoved(move)) return null;
  const backups = new Map(await backupsOfAccount(move.account));
  const endedAt = backups.get(proof.backupId)?.endedAt ?? 0;
  const withGone = road === "host" && endedAt > proof.endedAt;
  return { backupId: proof.backupId, account: newAccount, withGone };
}
