import type { BackupReader } from "../../core/backup/verify-reading";
import { fileLength, listNames, readFile } from "../../thunderbird/backup-disk";

/** Where a backup lies: a picked folder, and the account's folder below it; empty where it is that itself. */
export interface BackupPlaceOnDisk {
  rootId: string;
  folder: string;
}

const below = (folder: string, file: string) =>
  folder === "" ? file : file === "" ? folder : `${folder}/${file}`;

/** Reads a backup's folder and can do nothing else. `stop` throws when nobody waits for the answer any more. */
export function backupReader(
  { rootId, folder }: BackupPlaceOnDisk,
  stop: () => void = () => {},
): BackupReader {
  // A byte order mark is a foreign byte like any other.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return {
    async length(file) {
      stop();
      return fileLength(rootId, below(folder, file));
    },
    async read(file, offset, length) {
      stop();
      return readFile(rootId, below(folder, file), offset, length);
    },
    list: (path) => listNames(rootId, below(folder, path)),
    text(bytes) {
      try {
        return decoder.decode(bytes);
      } catch {
        return null;
      }
    },
  };
}
