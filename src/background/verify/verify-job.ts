import { findManifest, planReading, verifyAccount } from "../../core/backup/verify-account";
import { findings, isWhole, type Reading } from "../../core/backup/verify-reading";
import type { Job, Verdict } from "../../core/job";
import { Refusal } from "../../core/refusal";
import { notify } from "../../thunderbird/notifications";
import { changeStored, type StoredJob } from "../../thunderbird/storage";
import { noteMissing, type RunContext, stopIfCancelled } from "../backup/run-context";
import { hashing } from "../hashing";
import { beginJob } from "../job";
import { backgroundWords } from "../words";
import { backupReader } from "./backup-reader";
import { findBackup } from "./found-backup";
import { keepInBackup, openOwn } from "./own-backup";

/** So many hits, damages and notes are kept for pages; the counts are whole. */
const mostKept = 200;

/** Begins to read a backup completely; refused while another job runs, or where the backup is not there. */
export function startVerify(backupId: string): Promise<Job> {
  const input = { kind: "verify" as const, accounts: null, folders: null, backup: backupId };
  return beginJob(input, async (job) => {
    job.folder = (await findBackup(backupId)).path;
  });
}

/** What a page is shown and what is kept: long lists are cut. */
const kept = (reading: Reading): Reading => ({
  ...reading,
  hits: reading.hits.slice(0, mostKept),
  damages: reading.damages.slice(0, mostKept),
  notes: reading.notes.slice(0, mostKept),
});

/** Damage is told at once: the reading may have begun by itself while nobody was there. */
async function tellDamage(name: string, backupId: string, count: number): Promise<void> {
  await notify(`damage ${backupId}`, name, backgroundWords().say("verify_notice", { count }));
}

/**
 * Reads everything of a backup again, compares it, and keeps what was found. No server and no account is needed;
 * a backup that this installation does not write is not written to.
 */
export async function verifyBackup(context: RunContext, stored: StoredJob): Promise<Verdict> {
  const { job } = context;
  const startedAt = context.runAt;
  const backup = await findBackup(stored.backup ?? "");
  const reader = backupReader(backup, () => stopIfCancelled(context));
  const found = findings();
  const manifest = await findManifest(reader, hashing, found, backup.own?.sequence ?? null);
  const plan = await planReading(manifest, reader, hashing, found);
  job.total = { folders: plan.folders.length, messages: plan.messages, bytes: plan.bytes };
  const own = await openOwn(backup, manifest, startedAt);
  try {
    let folders = 0;
    const watch = {
      folder(name: string) {
        job.done.folders = folders++;
        job.current = { account: backup.name, folder: name, step: "checking" as const };
      },
      did(messages: number, bytes: number) {
        stopIfCancelled(context);
        job.done.messages += messages;
        job.done.bytes += bytes;
      },
    };
    const { reading, right } = await verifyAccount(manifest, plan, reader, hashing, watch, found);
    job.done.folders = folders;
    job.done.messages = reading.whole;
    for (const hit of reading.hits) noteMissing(context, hit);
    job.missingCount = reading.hitCount;
    const result = kept({ ...reading, startedAt, endedAt: Date.now(), bytes: job.done.bytes });
    await changeStored("readings", (all) => ({ ...all, [backup.backupId]: result }));
    if (!isWhole(result)) await tellDamage(backup.name, backup.backupId, result.hitCount);
    if (own) await keepInBackup(own, backup.backupId, result, right);
    return isWhole(reading) ? "complete" : "incomplete";
  } finally {
    await own?.close();
  }
}

/** Why a page may not verify: the id it gives must be a text. */
export function backupIdFrom(value: unknown): string {
  if (typeof value !== "string") throw new Refusal("bad-request");
  return value;
}
