import type { ComparedFolder, NewFolder, OldFolder } from "./move";

/**
 * The counts of the old mailbox beside those of the new one. Mail that was put back lies in a folder of the same
 * name or below a new one ("Restored ..."), so both are looked at, and the fuller of them counts: together they
 * would count twice what a host copied and a restore brought.
 */
export function compareCounts(
  old: readonly OldFolder[],
  found: readonly NewFolder[],
): ComparedFolder[] {
  const wanted = new Map(old.map((folder) => [keyOf(folder.names), folder]));
  // What one top folder holds, by the old folder; the top of the folder's own place is empty.
  const counts = new Map<string, Map<string, number | null>>();
  for (const { names, messages } of found) {
    const match = matching(names, wanted);
    if (!match) continue;
    const byTop = counts.get(match.key) ?? new Map<string, number | null>();
    byTop.set(match.top, messages);
    counts.set(match.key, byTop);
  }
  return old
    .filter(({ messages }) => messages > 0)
    .map(({ path, names, messages }) => {
      const here = [...(counts.get(keyOf(names))?.values() ?? [0])];
      const most = Math.max(0, ...here.map((count) => count ?? 0));
      // A folder nobody counted may hold what the others lack.
      const has = most < messages && here.includes(null) ? null : most;
      return { path, had: messages, has };
    });
}

/** The old folder that a new one stands for: the one with the longest common end of names. */
function matching(
  names: readonly string[],
  wanted: ReadonlyMap<string, OldFolder>,
): { key: string; top: string } | null {
  for (let from = 0; from < names.length; from++) {
    const key = keyOf(names.slice(from));
    if (wanted.has(key)) return { key, top: JSON.stringify(names.slice(0, from)) };
  }
  return null;
}

/** Some servers keep every folder in the Inbox, others beside it; INBOX itself is written in any case. */
function keyOf(names: readonly string[]): string {
  const [first = "", ...rest] = names;
  const isInbox = first.toUpperCase() === "INBOX";
  if (isInbox && rest.length > 0) return JSON.stringify(rest);
  return JSON.stringify(isInbox ? ["INBOX"] : names);
}
