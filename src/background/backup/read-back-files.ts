import type { MessageLine } from "../../core/backup/index-line";
import { readBack } from "../../core/backup/read-back";
import { wholeHash } from "../whole-hash";

/** Entries to be read back: in these files, by volume, from these offsets on. */
export interface ReadBackRequest {
  lines: MessageLine[];
  starts: Map<string, number>;
  files: Map<string, File>;
}

/**
 * How many of the lines are right, from the first on (see `readBack`). Needs nothing but the files, so no entry may
 * be larger than `usualBatch`: to hash pieces takes Thunderbird's help.
 */
export function readBackFiles({ lines, starts, files }: ReadBackRequest): Promise<number> {
  const read = async (volume: string, offset: number, length: number) => {
    const part = files.get(volume)?.slice(offset, offset + length);
    return part ? new Uint8Array(await part.arrayBuffer()) : new Uint8Array(0);
  };
  const pieces = () => {
    throw new Error("an entry is larger than usualBatch");
  };
  return readBack(lines, starts, read, { whole: wholeHash, pieces });
}
