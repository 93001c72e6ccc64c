import type { FolderRecord } from "./manifest";

/** How an account's mail is reached: by IMAP, message by message from Exchange, or as what is on this computer. */
export type SourceKind = "imap" | "exchange" | "local";

/** An account to back up. */
export interface AccountSource {
  account: string;
  kind: SourceKind;
  /** Thunderbird's type, e.g. `pop3`. */
  type: string;
  user: string;
  host: string;
  /** What the account's folder is named after: the address, else the account's name. */
  address: string;
}

/** A folder to back up, as Thunderbird knows it. */
export interface FolderSource {
  uri: string;
  path: string;
  delimiter: string;
  name: string;
  role: string | null;
  subscribed: boolean;
  rows: number;
}

/** The account types whose mail can be backed up; null for the others. */
export function sourceKind(type: string): SourceKind | null {
  if (type === "imap") return "imap";
  if (type === "ews" || type === "graph") return "exchange";
  return type === "pop3" || type === "none" || type === "rss" ? "local" : null;
}

/** The record of a folder, if the backup has one. Paths are compared as the server spells them. */
export const recordOf = (
  folders: readonly FolderRecord[],
  source: Pick<FolderSource, "path">,
): FolderRecord | undefined => folders.find((record) => record.path === source.path);
