import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Dovecot } from "./dovecot";

/** A folder name as IMAP and Dovecot's file system have it: modified UTF-7 (RFC 3501, 5.1.3). */
export function modifiedUtf7(name: string): string {
  return name.replace(/&|[^\x20-\x7e]+/g, (run) => {
    if (run === "&") return "&-";
    const base64 = Buffer.from(run, "utf16le").swap16().toString("base64");
    return `&${base64.replaceAll("/", ",").replace(/=+$/, "")}-`;
  });
}

let counter = 0;

/**
 * Puts messages into a folder on the server, byte for byte, as another program's delivery would. Flags are
 * Maildir's: S seen, R replied, F flagged, D draft, T deleted. INBOX is the folder "".
 */
export function putMail(
  dovecot: Dovecot,
  user: string,
  folder: string,
  messages: readonly Buffer[],
  flags: (index: number) => string = () => "S",
): void {
  const base = join(dovecot.maildir(user), ...modifiedUtf7(folder).split("/"));
  for (const sub of ["cur", "new", "tmp"]) {
    const path = join(base, sub);
    mkdirSync(path, { recursive: true });
    own(dovecot, path);
  }
  own(dovecot, base);
  messages.forEach((message, index) => {
    counter++;
    const name = `${1_700_000_000 + counter}.M${counter}P1.test:2,${flags(index)}`;
    const path = join(base, "cur", name);
    writeFileSync(path, message);
    own(dovecot, path);
  });
}

function own(dovecot: Dovecot, path: string): void {
  if (process.getuid?.() === 0) chownSync(path, dovecot.owner.uid, dovecot.owner.gid);
}

/** Makes folders on the server and subscribes to them, or not. */
export async function makeFolders(
  dovecot: Dovecot,
  user: string,
  folders: readonly string[],
  subscribe = true,
): Promise<void> {
  // doveadm takes names as people write them.
  await dovecot.doveadm("mailbox", "create", "-u", user, ...(subscribe ? ["-s"] : []), ...folders);
}

/** Delivers one message into a folder by the server's own hand, whatever its directory is called. */
export async function saveMail(
  dovecot: Dovecot,
  user: string,
  folder: string,
  message: Buffer,
): Promise<void> {
  const file = join(dovecot.folder, "message");
  writeFileSync(file, message);
  await dovecot.doveadm("save", "-u", user, "-m", folder, file);
}
