import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Job } from "../../../src/core/job";
import type { RestorePlan } from "../../../src/protocol/restore";
import type { Dovecot } from "./dovecot";
import { request } from "./pages";
import { run } from "./processes";
import { jobEnd, type Session } from "./session";

/** A message as a client that is not Thunderbird sees it on the server. */
export interface ServedMessage {
  sha256: string;
  size: number;
  flags: string[];
  subject: string;
  /** INTERNALDATE. */
  date: string;
}

/** Every folder of a mailbox with its messages, fetched with Python's imaplib. */
export const servedMail = async (
  dovecot: Dovecot,
  user: string,
): Promise<Record<string, ServedMessage[]>> =>
  JSON.parse(
    await run("python3", [
      join(process.cwd(), "test/live/restore-server.py"),
      String(dovecot.imapPort),
      user,
      dovecot.password,
    ]),
  );

export interface StoredMessage {
  sha256: string;
  unended: string;
  status: string;
  keys: string;
}

/** The messages of a store file, read with Python's mailbox. */
export const storedMail = async (file: string): Promise<StoredMessage[]> =>
  JSON.parse(await run("python3", [join(process.cwd(), "test/live/restore-store.py"), file]));

/** The id of the first backup. */
export async function firstBackup(session: Session): Promise<string> {
  const backups = await request<{ backupId: string }[]>(session.thunderbird, "options", {
    type: "backup.list",
  });
  return backups[0]?.backupId ?? "";
}

export const planOf = (session: Session, input: object): Promise<RestorePlan> =>
  request<RestorePlan>(session.thunderbird, "options", { type: "restore.plan", ...input });

export const beginRestore = (session: Session, input: object): Promise<Job> =>
  request<Job>(session.thunderbird, "options", { type: "restore.start", ...input });

/** Puts mail back and waits for the end. */
export async function restore(session: Session, input: object, timeoutMs?: number): Promise<Job> {
  await beginRestore(session, input);
  return jobEnd(session, timeoutMs);
}

export async function goOn(session: Session): Promise<Job> {
  await request(session.thunderbird, "options", { type: "restore.goOn" });
  return jobEnd(session);
}

/** The messages below the folder that was made for a restore, by the names below it. */
export function restoredBelow<T>(served: Record<string, T>): Record<string, T> {
  const below = Object.entries(served).filter(([path]) => /^Restored [^/]*\//.test(path));
  return Object.fromEntries(
    below.map(([path, messages]) => [path.slice(path.indexOf("/") + 1), messages]),
  );
}

/** The hashes of all messages in local folders that were made for restores, read with Python's mailbox. */
export async function localMail(session: Session): Promise<string[]> {
  const root = join(session.profile, "Mail/Local Folders");
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes("Restored "))
    .filter(({ name }) => !/\.(msf|dat)$/.test(name));
  const found: string[] = [];
  for (const { parentPath, name } of files) {
    found.push(...(await storedMail(join(parentPath, name))).map(({ sha256 }) => sha256));
  }
  return found;
}
