import { readableMailboxName } from "../core/mailbox-name";

/**
 * A folder's path for people: on IMAP as the server has it, with its delimiter; else the names that lead to it.
 * `path` is as the privileged part tells it: modified UTF-7 on IMAP, escaped for a URI elsewhere.
 */
export function readablePath(type: string, path: string): string {
  return type === "imap" ? readableMailboxName(path) : unescaped(path);
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
