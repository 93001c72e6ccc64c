import type { SavedBook } from "./export-files";

/** `contents.json`: written last, so that a folder without it was not finished. */
export interface Contents {
  format: 1;
  /** When the files were written, in milliseconds since the epoch. */
  at: number;
  files: { name: string; length: number; sha256: string }[];
  books: SavedBook[];
  /** Contacts and pictures that could not be read. */
  missing: number;
}

/** Reads it; null where it was not finished or is none of ours. */
export function readContents(text: string): Contents | null {
  try {
    const found = JSON.parse(text) as Contents;
    return found?.format === 1 && Array.isArray(found.files) ? found : null;
  } catch {
    return null;
  }
}

/** Whether two sets of files are the same, byte for byte. */
export const sameFiles = (a: Contents["files"], b: Contents["files"]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** The name of the folder for the files of this moment; names sort as time does. UTC, so that no hour comes twice. */
export const folderOf = (at: number): string =>
  new Date(at).toISOString().slice(0, 19).replace("T", " ").replaceAll(":", ".");
