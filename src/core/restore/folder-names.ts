import type { FolderRecord } from "../backup/manifest";
import { readableMailboxName } from "../mailbox-name";

const longest = 60;

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The names that lead to a folder, for people. */
function levels(
  { path, delimiter }: Pick<FolderRecord, "path" | "delimiter">,
  isImap: boolean,
): string[] {
  const parts = delimiter === "" ? [path] : path.split(delimiter);
  return parts.map(isImap ? readableMailboxName : unescaped).filter((name) => name !== "");
}

/**
 * A name that any mail store and any server takes as one level: no delimiter, nothing that is special in a name,
 * nothing at its ends that would get lost.
 */
export function safeName(name: string): string {
  const plain = name
    .normalize("NFC")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
    .replace(/[\u0000-\u001f\u007f/\\.^:*?"<>|%~#]/g, "_")
    .slice(0, longest)
    .replace(/[\ud800-\udbff]$/, "")
    .trim();
  return plain === "" ? "_" : plain;
}

/** The names that lead to a folder, as a restore would write them. */
export const namesTo = (
  folder: Pick<FolderRecord, "path" | "delimiter">,
  isImap: boolean,
): string[] => levels(folder, isImap).map(safeName);

/**
 * Where each folder is put: the names from the top of what is restored down to it, parents first. Two folders whose
 * names look alike, or that had one path one after the other, get two names.
 */
export function placeFolders(
  records: readonly FolderRecord[],
  isImap: boolean,
): { record: FolderRecord; names: string[] }[] {
  const taken = new Set<string>();
  /** The levels of a path -> the names they got; of two folders with one path those of the first. */
  const given = new Map<string, string[]>();
  const below = (parent: readonly string[], level: string): string[] => {
    const plain = safeName(level);
    const taking = (name: string) => [...parent, name].join("\n").toLowerCase();
    let name = plain;
    for (let i = 2; taken.has(taking(name)); i++) name = `${plain} (${i})`;
    taken.add(taking(name));
    return [...parent, name];
  };
  const parentOf = (texts: readonly string[]): string[] => {
    if (texts.length === 0) return [];
    const key = texts.join("\n");
    const known = given.get(key);
    if (known) return known;
    const names = below(parentOf(texts.slice(0, -1)), texts.at(-1) ?? "");
    given.set(key, names);
    return names;
  };
  return records
    .map((record) => ({ record, texts: levels(record, isImap) }))
    .toSorted((a, b) => a.texts.length - b.texts.length)
    .map(({ record, texts }) => {
      const names = below(parentOf(texts.slice(0, -1)), texts.at(-1) ?? record.name);
      const key = texts.join("\n");
      if (!given.has(key)) given.set(key, names);
      return { record, names };
    });
}
