import type { Device } from "../../../../src/core/checkup/devices";
import type { BackupFact, FolderFact, Snapshot } from "../../../../src/core/checkup/snapshot";
import { known } from "../../../../src/core/part";
import {
  account,
  backup,
  daysAgo,
  folder,
  now,
  type Settings,
  server,
  snapshot,
} from "../checkup/snapshots";

export const ann = "ann@example.nl";

/** One account of a household; what is not said is as it should be. */
export interface Given {
  type: "pop3" | "imap" | "ews";
  email?: string;
  settings?: Settings;
  /** The registrable domain of its server. */
  at?: string;
  folders?: FolderFact[];
  /** Used and limit, in megabytes. */
  quota?: [number, number];
  /** Days since its proved backup; null where there is none. */
  backedUp?: number | null;
}

/** A snapshot of accounts "a", "b" and so on; the last backup of each was made a week ago. */
export function household(given: Given[], parts: Partial<Snapshot> = {}): Snapshot {
  const ids = given.map((one, at) => [String.fromCharCode(97 + at), one] as const);
  const each = <T>(value: (one: Given, id: string) => T | undefined) =>
    known(
      Object.fromEntries(
        ids.flatMap(([id, one]) => {
          const found = value(one, id);
          return found === undefined ? [] : [[id, known(found, now)]];
        }),
      ),
      now,
    );
  return snapshot({
    accounts: known(
      ids.map(([id, { type, email = ann }]) => account(id, type, email)),
      now,
    ),
    servers: each(({ type, settings, email = ann, at }, id) =>
      server(id, type, settings, { user: email, ...(at ? { baseDomain: at } : {}) }),
    ),
    folders: each(({ folders = [folder("INBOX", 1000)] }) => folders),
    quotas: each(({ quota, type }) => {
      if (type !== "imap") return undefined;
      return quota ? [{ name: "STORAGE", usedKb: quota[0] * 1024, limitKb: quota[1] * 1024 }] : [];
    }),
    backups: known(
      Object.fromEntries(
        ids.map(([id, { backedUp = 7 }]) => [
          id,
          backedUp === null ? null : backupOf(id, backedUp),
        ]),
      ),
      now,
    ),
    ...parts,
  });
}

const backupOf = (id: string, days: number): BackupFact =>
  backup({ account: id, endedAt: daysAgo(days), oldestReading: daysAgo(days) });

export const device = (name: string, facts: Partial<Device> = {}): Device => ({
  id: name,
  name,
  kind: "phone",
  app: "iphone",
  protocol: "imap",
  daysOnServer: "unknown",
  ...facts,
});
