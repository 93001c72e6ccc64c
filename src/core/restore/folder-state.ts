import type { IndexLine, MessageLine } from "../backup/index-line";
import type { MessageState } from "../backup/message-state";

/** A message as a folder held it last: where its bytes lie, and its state there. */
export interface HeldMessage {
  /** The id of the folder whose files hold it. */
  holder: string;
  /** Its number there. */
  n: number;
  state: MessageState;
  /** A run saw that it was no longer in the folder. */
  gone: boolean;
}

/** What a folder's index says in the end, and the lines of the messages in its own files. */
export interface FolderState {
  messages: HeldMessage[];
  /** By number, from 1: `lines[n - 1]`. */
  lines: MessageLine[];
}

const stateIn = ({ flags, tags }: MessageState): MessageState => ({ flags, tags });

/** Takes a folder's index lines in their order; `id` is the folder's own. Unknown kinds of lines are skipped. */
export function folderStateTaker(id: string): {
  take(line: IndexLine): void;
  state(): FolderState;
} {
  const held = new Map<string, HeldMessage>();
  const lines: MessageLine[] = [];
  return {
    take(line) {
      if (line.t === "msg") {
        lines[line.n - 1] = line;
        held.set(`${id} ${line.n}`, { holder: id, n: line.n, state: stateIn(line), gone: false });
        return;
      }
      if (line.t !== "flags" && line.t !== "gone" && line.t !== "ref") return;
      const n = line.t === "ref" ? line.of : line.n;
      const holder = line.folder ?? id;
      const known = held.get(`${holder} ${n}`);
      if (line.t === "ref") {
        held.set(`${holder} ${n}`, { holder, n, state: stateIn(line), gone: false });
      } else if (known) {
        if (line.t === "gone") known.gone = true;
        else known.state = stateIn(line);
      }
    },
    state: () => ({ messages: [...held.values()], lines }),
  };
}
