import { joinBytes } from "../../core/mbox/from-lines";
import { type OpenBackup, pathIn } from "../backup/open-backup";

/** What of an old file is in no message: it is kept in files beside the copy. */
export interface BesideCopy {
  /** A line of the old file that is no part of a message, with the offset it stood at. */
  line(offset: number, text: string): Promise<void>;
  rest(pieces: AsyncGenerator<Uint8Array>): Promise<void>;
  end(): Promise<void>;
}

const bufferBytes = 1024 * 1024;

function appender(backup: OpenBackup, file: string) {
  const path = pathIn(backup, file);
  let parts: Uint8Array[] = [];
  let [buffered, length] = [0, 0];
  async function spill(): Promise<void> {
    if (buffered === 0) return;
    await backup.disk.makeFolder(path.slice(0, path.lastIndexOf("/")));
    await backup.disk.append(path, length, joinBytes(parts).slice());
    length += buffered;
    [parts, buffered] = [[], 0];
  }
  return {
    async add(bytes: Uint8Array): Promise<void> {
      parts.push(bytes);
      buffered += bytes.length;
      if (buffered >= bufferBytes) await spill();
    },
    async end(): Promise<void> {
      await spill();
      if (length > 0) await backup.disk.flush(path);
    },
  };
}

/** `stem` is that of the copy's files, as in `Inbox.mbox`. */
export function besideCopy(backup: OpenBackup, stem: string): BesideCopy {
  const lines = appender(backup, `${stem}.lines.txt`);
  const rests = appender(backup, `${stem}.rest.bin`);
  const encoder = new TextEncoder();
  return {
    line: (offset, text) => lines.add(encoder.encode(`${offset}\t${text}\n`)),
    async rest(pieces) {
      for await (const piece of pieces) await rests.add(piece.slice());
    },
    async end() {
      await lines.end();
      await rests.end();
    },
  };
}
