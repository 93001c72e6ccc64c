import { type MoveHouse, roads, tickable } from "../../core/move-house/move";
import { Refusal } from "../../core/refusal";
import type { Requests } from "../../protocol";
import { listAccounts } from "../../thunderbird/accounts";
import { hasExperiments } from "../../thunderbird/calls";
import { readServers } from "../../thunderbird/mail-settings";
import { changeStored, readStored } from "../../thunderbird/storage";

/*
 * Belongs here: the moves as they are kept, and what the user says of them.
 * Does not belong here: what is seen of them (-> look.ts).
 */

/** The move of an account. Throws a Refusal where there is none. */
export async function moveOf(account: unknown): Promise<MoveHouse> {
  const moves = (await readStored("moves")) ?? {};
  const move = Object.hasOwn(moves, String(account)) ? moves[String(account)] : undefined;
  if (!move) throw new Refusal("bad-request");
  return move;
}

/** Changes one move; one that was ended meanwhile does not come back. */
export async function changeMove(account: string, part: Partial<MoveHouse>): Promise<void> {
  await changeStored("moves", (moves) => {
    const move = moves?.[account];
    return move ? { ...moves, [account]: { ...move, ...part } } : (moves ?? {});
  });
}

/** Begins a move. Throws a Refusal where the account is gone or the road does not begin at it. */
export async function beginMove({ account, road }: Requests["move.begin"]["input"]): Promise<null> {
  if (!hasExperiments()) throw new Refusal("experiment-absent");
  const known = (await listAccounts()).find(({ id }) => id === account);
  const server = (await readServers()).find((one) => one.account === account);
  if (!known || !server || server.error) throw new Refusal("account-gone");
  const types = road === "pop-to-imap" ? ["pop3"] : road === "host" ? ["imap"] : ["imap", "pop3"];
  if (!roads.includes(road) || !types.includes(server.type)) throw new Refusal("bad-request");
  const { user, host, type } = server;
  const move: MoveHouse = {
    ...{ account, road, startedAt: Date.now(), from: { name: known.name, user, host, type } },
    // On the road of the same address the account stays the same one.
    newAccount: road === "host" ? account : null,
    ...{ proof: null, receipt: null, counted: null, switchedAt: null, ticked: {} },
  };
  await changeStored("moves", (moves) => ({ [account]: move, ...moves }));
  return null;
}

/** Forgets a move; what it changed keeps its receipt. */
export async function endMove({ account }: Requests["move.end"]["input"]): Promise<null> {
  await changeStored("moves", (moves) => {
    const { [String(account)]: _ended, ...others } = moves ?? {};
    return others;
  });
  return null;
}

/** Notes what the user says of a step that nobody here can see. */
export async function tickStep(input: Requests["move.tick"]["input"]): Promise<null> {
  const { account, step, done } = input;
  if (!tickable.includes(step)) throw new Refusal("bad-request");
  const { ticked } = await moveOf(account);
  const { [step]: _before, ...others } = ticked;
  await changeMove(account, { ticked: done ? { ...others, [step]: Date.now() } : others });
  return null;
}

/** Which account the mail goes to. */
export async function chooseNew(input: Requests["move.chooseNew"]["input"]): Promise<null> {
  const { account, newAccount } = input;
  const { road } = await moveOf(account);
  const known = (await listAccounts()).find(({ id }) => id === newAccount);
  const isAble = known && ["imap", "pop3", "local"].includes(known.type);
  const fits = road !== "host" && newAccount !== account && isAble;
  if (!fits || (road === "pop-to-imap" && known.type !== "imap")) throw new Refusal("bad-request");
  await changeMove(account, { newAccount, counted: null });
  return null;
}
