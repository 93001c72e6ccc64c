import type { Hashing } from "../../core/backup/hashing";
import type { MessageLine } from "../../core/backup/index-line";
import { readBack } from "../../core/backup/read-back";
import { wholeHash } from "../whole-hash";

/** Entries to be read back: in these files, by volume, from these offsets on. */
export interface ReadBackRequest {
  lines: MessageLine[];
  starts: Map<string, number>;
  files: Map<string, File>;
}

/** In a worker: to hash pieces takes Thunderbird's help, which is not there. */
function noPieces(): never {
  throw new Error("an entry is larger than usualBatch");
}

/**
 * How many of the lines are right, from the first on (see `readBack`). Without `pieces` it needs nothing but the
 * files, and no entry may be larger than `usualBatch`.
 */
export function readBackFiles(
  { lines, starts, files }: ReadBackRequest,
  pieces: Hashing["pieces"] = noPieces,
): Promise<number> {
  const read = async (volume: string, offset: number, length: number) => {
    const part = files.get(volume)?.slice(offset, offset + length);
    return part ? new Uint8Array(await part.arrayBuffer()) : new Uint8Array(0);
  };
  return readBack(lines, starts, read, { whole: wholeHash, pieces });
}
