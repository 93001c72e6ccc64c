import type { OpenedMboxes } from "../../core/doctor/opened-mboxes";
import { listNames, readFile } from "../../thunderbird/backup-disk";

export interface MboxFile {
  /** Relative to the picked folder, with `/`. */
  file: string;
  length: number;
}

/** Folders lie in folders; deeper than this none is looked for. */
const deepest = 30;
const mostFiles = 20_000;
/** Of other programs, and our own, beside an mbox file. */
const never = /\.(msf|dat|html?|json|jsonl|txt|tmp|bin|lock|sqlite|idx|imap)$/i;

/** Whether a file is to be looked at: it has the name of an mbox file, or begins as one. */
async function isCandidate(
  rootId: string,
  file: string,
  length: number,
  names: ReadonlySet<string>,
): Promise<boolean> {
  if (length === 0 || never.test(file)) return false;
  const name = file.split("/").at(-1) ?? "";
  if (/\.(mbox|mbx)$/i.test(name) || names.has(`${name}.msf`)) return true;
  const head = await readFile(rootId, file, 0, 5);
  return String.fromCharCode(...head) === "From ";
}

/** The mbox files of what was opened, in the order of their names. */
export async function mboxFilesIn({ rootId, file }: OpenedMboxes): Promise<MboxFile[]> {
  const found: MboxFile[] = [];
  async function walk(folder: string, depth: number): Promise<void> {
    const entries = await listNames(rootId, folder);
    const names = new Set(entries.map(({ name }) => name));
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (found.length >= mostFiles) return;
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (file !== null && path !== file) continue;
      if (entry.folder) {
        if (depth < deepest) await walk(path, depth + 1);
      } else if (file !== null || (await isCandidate(rootId, path, entry.length, names))) {
        found.push({ file: path, length: entry.length });
      }
    }
  }
  await walk("", 0);
  return found;
}
