import { crlfStream } from "../../core/mbox/canon";
import { joinBytes } from "../../core/mbox/from-lines";
import { type ReasonCode, reasonCodes } from "../../core/reason";
import { Refusal } from "../../core/refusal";
import { fitsServer, keywordsOf, serverBytes } from "../../core/restore/delivered-bytes";
import { type Delivery, deliver, dropStaged, stageMessage } from "../../thunderbird/mail-delivery";
import { type RunContext, stopIfCancelled } from "../backup/run-context";
import { type FoundMessage, readSaved, unquotedPieces } from "./read-messages";
import type { RestoreSource } from "./restore-source";
import type { Wanted } from "./wanted-messages";

const mostMessages = 50;
const mostBytes = 1024 * 1024;

/** After one of these nothing more can be put there now. */
const endsAll = new Set(["offline", "server-unreachable", "server-silent", "disk-full"]);

/** What became of a message: it was put there, or why it was not. */
export type Delivered = "added" | ReasonCode;

type Told = (message: FoundMessage, what: Delivered) => void;

type State = Omit<Delivery, "offset" | "length" | "staged">;

const stateFor = ({ state }: Wanted, isImap: boolean): State => ({
  read: state.flags.includes("read"),
  starred: state.flags.includes("starred"),
  replied: state.flags.includes("replied"),
  forwarded: state.flags.includes("forwarded"),
  keywords: keywordsOf(state, isImap),
});

const codeFrom = (text: string): ReasonCode =>
  reasonCodes.find((code) => code === text) ?? "server-refused";

interface Ready {
  message: FoundMessage;
  bytes: Uint8Array;
}

/** A large message in the form that the target wants; throws `message-not-for-server` where it cannot take it. */
async function* largeForm(pieces: AsyncIterable<Uint8Array>, isImap: boolean) {
  const withCrlf = crlfStream();
  for await (const piece of unquotedPieces(pieces)) {
    if (isImap && piece.includes(0)) throw new Refusal("message-not-for-server");
    yield isImap ? withCrlf(piece) : piece;
  }
}

/**
 * Puts messages one by one into a folder by Thunderbird's own copying. Throws where going on would be of no use,
 * with what was put there so far told.
 */
export async function appendMessages(
  context: RunContext,
  source: RestoreSource,
  target: { uri: string; isImap: boolean },
  wanted: readonly Wanted[],
  told: Told,
): Promise<void> {
  const { uri, isImap } = target;
  let ready: Ready[] = [];
  let bytes = 0;

  async function send(): Promise<void> {
    if (ready.length === 0) return;
    const some = ready;
    let offset = 0;
    const deliveries = some.map(({ message, bytes: { length } }) => {
      const delivery = { offset, length, ...stateFor(message, isImap) };
      offset += length;
      return delivery;
    });
    const longest = Math.max(...deliveries.map(({ length }) => length));
    const all = joinBytes(some.map((one) => one.bytes));
    const results = await deliver(uri, deliveries, all, longest);
    [ready, bytes] = [[], 0];
    takeResults(
      some.map(({ message }) => message),
      results,
    );
  }

  function takeResults(messages: FoundMessage[], results: { error?: string }[]): void {
    for (const [i, { error }] of results.entries()) {
      if (error !== undefined && endsAll.has(error)) throw new Refusal(codeFrom(error));
      const message = messages[i];
      if (message) told(message, error === undefined ? "added" : codeFrom(error));
    }
  }

  async function sendLarge(one: FoundMessage & { kind: "large" }): Promise<void> {
    let handle = "";
    try {
      const message = await stageMessage(largeForm(one.pieces(), isImap));
      handle = message.handle;
      const delivery = { offset: 0, length: 0, staged: handle, ...stateFor(one, isImap) };
      takeResults([one], await deliver(uri, [delivery], new Uint8Array(0), message.length));
    } catch (error) {
      if (!(error instanceof Refusal) || error.reason.code !== "message-not-for-server")
        throw error;
      told(one, "message-not-for-server");
    } finally {
      if (handle !== "") await dropStaged(handle);
    }
  }

  for await (const batch of readSaved(source, wanted)) {
    for (const one of batch) {
      stopIfCancelled(context);
      if (one.kind === "lost") {
        told(one, one.why);
      } else if (one.kind === "large") {
        await send();
        await sendLarge(one);
      } else if (isImap && !fitsServer(one.message)) {
        told(one, "message-not-for-server");
      } else {
        const form = isImap ? serverBytes(one.message) : one.message;
        ready.push({ message: one, bytes: form });
        bytes += form.length;
        if (ready.length >= mostMessages || bytes >= mostBytes) await send();
      }
    }
  }
  await send();
}
