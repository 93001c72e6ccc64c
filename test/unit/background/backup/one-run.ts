import { openAccountBackup } from "../../../../src/background/backup/account-folder";
import { runAccount } from "../../../../src/background/backup/account-run";
import { releaseLock } from "../../../../src/background/backup/lock";
import { writeManifest } from "../../../../src/background/backup/open-backup";
import type { RunContext } from "../../../../src/background/backup/run-context";
import type { AccountSource } from "../../../../src/core/backup/account-source";
import type { IndexLine, MessageLine } from "../../../../src/core/backup/index-line";
import type { FolderRecord, Manifest } from "../../../../src/core/backup/manifest";
import type { Missing, Verdict } from "../../../../src/core/job";
import { claimWriteAccess } from "../../../../src/thunderbird/backup-disk";
import type { fakeThunderbird } from "./fake-thunderbird";

export const imap: AccountSource = {
  account: "account1",
  kind: "imap",
  type: "imap",
  user: "ann",
  host: "host",
  address: "ann@example.nl",
};
export const localFolders: AccountSource = { ...imap, kind: "local", type: "local" };

/** What a run left on the disk. */
export interface Outcome {
  verdict: Verdict;
  missing: Missing[];
  manifest: Manifest;
  record(path: string): FolderRecord;
  lines(path: string): IndexLine[];
  /** Every message that is in this folder now, by a reader that knows only the format. */
  mails(path: string): string[];
}

let clock = Date.UTC(2026, 7, 1);

/** Runs one backup of the account, as a job does, and reads what is on the disk then. */
export async function oneRun(
  thunderbird: ReturnType<typeof fakeThunderbird>,
  source: AccountSource,
  { at, openAnyway = [] }: { at?: number; openAnyway?: string[] } = {},
): Promise<Outcome> {
  clock = at ?? clock + 86_400_000;
  const nothing = () => ({ folders: 0, messages: 0, bytes: 0 });
  const context: RunContext = {
    job: {
      ...{ id: "job", kind: "backup", state: "running", startedAt: clock },
      ...{ done: nothing(), total: nothing(), missing: [], missingCount: 0 },
    },
    runAt: clock,
    signal: new AbortController().signal,
    missing: [],
    openAnyway: new Set(openAnyway),
    counted: new Map(),
    expected: new Map(),
    savedBytes: new Map(),
    stop: () => undefined,
  };
  const root = {
    rootId: "root",
    path: "/stick",
    markerId: "marker",
    disk: await claimWriteAccess("root"),
  };
  const backup = await openAccountBackup(root, source, clock);
  const verdict = await runAccount(context, backup, source, () => true);
  await writeManifest(backup);
  await releaseLock(backup);
  return outcomeOf(thunderbird, backup.folder, verdict, context.missing);
}

function outcomeOf(
  thunderbird: ReturnType<typeof fakeThunderbird>,
  folder: string,
  verdict: Verdict,
  missing: Missing[],
): Outcome {
  const files = new Map(thunderbird.files);
  const text = (file: string) => new TextDecoder().decode(files.get(`${folder}/${file}`));
  const manifest = JSON.parse(text("backup.json")) as Manifest;
  const record = (path: string) => {
    const found = manifest.folders.find((one) => one.path === path);
    if (!found) throw new Error(`no record of ${path}`);
    return found;
  };
  const linesOf = ({ index }: FolderRecord) =>
    text(index)
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as IndexLine);
  const message = (id: string, n: number) => {
    const holder = manifest.folders.find((one) => one.id === id);
    if (!holder) throw new Error(`no folder ${id}`);
    const line = linesOf(holder).find((one): one is MessageLine => one.t === "msg" && one.n === n);
    if (!line) throw new Error(`no message ${n}`);
    const start = line.offset + line.separatorLength + line.blockLength;
    return text(line.volume).slice(start, line.offset + line.length - line.tailLength);
  };
  return {
    verdict,
    missing,
    manifest,
    record,
    lines: (path) => linesOf(record(path)),
    mails(path) {
      const mine = record(path);
      const now = new Map<string, [string, number]>();
      for (const line of linesOf(mine)) {
        const place: [string, number] = [
          ("folder" in line && line.folder) || mine.id,
          line.t === "ref" ? line.of : line.n,
        ];
        if (line.t === "gone") now.delete(place.join(" "));
        else if (line.t !== "flags") now.set(place.join(" "), place);
      }
      return [...now.values()].map(([id, n]) => message(id, n)).sort();
    },
  };
}
