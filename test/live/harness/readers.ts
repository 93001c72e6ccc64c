import { chownSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dovecot } from "./dovecot";
import { run } from "./processes";

/** What second-path.py says of one folder. */
export interface FolderComparison {
  server: number;
  saved: number | null;
  entries: number;
  missing: number[];
  extra: number[];
  differing: {
    uid: number;
    messageId: string;
    server: string | number;
    kept: string | number;
    serverSize: number | null;
    suspect: boolean;
  }[];
  /** Volume -> messages that Python's mailbox counts. */
  python: Record<string, number>;
  verdict: string;
  /** The moment the verdict is said of, in milliseconds since the epoch. */
  verdictAt: number | null;
  volumes: string[];
}

/** Compares an account's backup with its server, message by message, without Thunderbird. */
export async function compareWithServer(
  dovecot: Dovecot,
  user: string,
  backup: string,
): Promise<{ verdict: string; folders: Record<string, FolderComparison> }> {
  const script = join(process.cwd(), "test/live/second-path.py");
  const args = [script, String(dovecot.imapPort), user, dovecot.password, backup];
  return JSON.parse(await run("python3", args));
}

/** How many messages mutt sees in an mbox file, read from its own status line. */
export async function countWithMutt(file: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "postwacht-mutt-"));
  try {
    const settings = [
      `set status_format="COUNT=%m;"`,
      "set quit=yes",
      // Without a mail folder of its own mutt asks whether to make one.
      `set folder=${folder}`,
      "push <exit>",
    ];
    writeFileSync(join(folder, "muttrc"), `${settings.join("\n")}\n`);
    copyFileSync(file, join(folder, "box"));
    // mutt wants a terminal; `script` gives it one.
    const mutt = `mutt -n -R -F ${folder}/muttrc -f ${folder}/box`;
    const screen = await run("timeout", ["120", "script", "-qec", mutt, "/dev/null"], {
      env: { TERM: "xterm", HOME: folder },
    });
    // An empty file has no status line with a number.
    return Number(/COUNT=(\d+);/.exec(screen)?.[1] ?? 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many messages Dovecot sees in an mbox file. */
export async function countWithDovecot(dovecot: Dovecot, file: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "postwacht-mbox-"));
  try {
    const box = join(folder, "box");
    copyFileSync(file, box);
    if (process.getuid?.() === 0) {
      for (const path of [folder, box]) chownSync(path, dovecot.owner.uid, dovecot.owner.gid);
    }
    const location = `mail_location=mbox:${folder}/mail:INBOX=${box}`;
    const answer = await dovecot.doveadm(
      ...["-o", location, "mailbox", "status", "-u", "reader", "messages", "INBOX"],
    );
    return Number(/messages=(\d+)/.exec(answer)?.[1] ?? -1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Commands that a backup must never send (design.md), with what would be written into the log. */
const forbidden =
  /^\S+ (uid )?(store|expunge|copy|move|append|create|delete|rename|subscribe|unsubscribe|close)\b/i;

/** Lines of the protocol log that should not be there, every POP line among them. */
export const forbiddenLines = (dovecot: Dovecot): string[] =>
  dovecot
    .clientLines()
    .filter(({ protocol, line }) => protocol === "pop3" || forbidden.test(line))
    .map(({ protocol, line }) => `${protocol}: ${line}`);
