import type { Verdict } from "../../core/job";
import { reason } from "../../core/reason";
import { Refusal, reasonOf } from "../../core/refusal";
import { whyNotConnect } from "../../gather/connection";
import { listAccounts } from "../../thunderbird/accounts";
import { type MessageRow, readRows, releaseFolder } from "../../thunderbird/mail-store";
import { type StoredJob, type StoredScope, writeStored } from "../../thunderbird/storage";
import { noteMissing, type RunContext, stopIfCancelled } from "../backup/run-context";
import { fetchImapFolder } from "./fetch-imap";
import { fetchPopFolder } from "./fetch-pop";
import { urisByPath } from "./folder-uris";

/** What a fetch left in one folder. */
export interface Left {
  fetched: number;
  bytes: number;
  keys: number[];
}

/**
 * Fetches what a job is to bring, folder by folder; what cannot be had is listed with why. Begun again
 * after the event page died it finds what came already, and never begins a second check for POP mail.
 */
export async function fetchScopes(context: RunContext, stored: StoredJob): Promise<Verdict> {
  const scopes = stored.fetch ?? [];
  context.job.total.folders = scopes.reduce((sum, { folders }) => sum + folders.length, 0);
  const accounts = await listAccounts();
  for (const scope of scopes) {
    const account = accounts.find(({ id }) => id === scope.account);
    const name = account?.emails[0] ?? account?.name ?? scope.account;
    const why = account ? await whyNotConnect(scope.account) : reason("account-gone");
    if (why) noteMissing(context, { account: name, folder: name, reason: why });
    else await fetchScope(context, stored, scope, name);
  }
  return context.job.missingCount > 0 ? "incomplete" : "complete";
}

async function fetchScope(
  context: RunContext,
  stored: StoredJob,
  scope: StoredScope,
  account: string,
): Promise<void> {
  const { job } = context;
  const uris = await urisByPath(scope.account);
  for (const folder of scope.folders) {
    stopIfCancelled(context);
    job.current = { account, folder, step: "fetching" };
    try {
      const uri = uris.get(folder);
      if (uri === undefined) throw new Refusal("folder-gone");
      const left = scope.pop
        ? await fetchPop(context, stored, scope, folder, uri)
        : await fetchImapFolder(context, uri);
      job.done.messages += left.fetched;
      job.done.bytes += left.bytes;
      await nameLeft(context, scope, account, folder, uri, left.keys);
      await releaseFolder(uri);
    } catch (error) {
      const why = reasonOf(error);
      if (why.code === "cancelled") throw error;
      noteMissing(context, { account, folder, reason: why });
    }
    job.done.folders++;
  }
}

/** Each asking is a check for mail, which removes what is due: no folder is asked for twice. */
async function fetchPop(
  context: RunContext,
  stored: StoredJob,
  scope: StoredScope,
  folder: string,
  uri: string,
): Promise<Left> {
  const ask = !scope.asked?.includes(folder);
  // A job that goes on after days: by now another number of messages is due than the user agreed to.
  if (ask && Date.now() - stored.job.startedAt > agreedFor) throw new Refusal("backup-first");
  scope.asked = [...(scope.asked ?? []), folder];
  if (ask) await writeStored("job", stored);
  return fetchPopFolder(context, uri, ask);
}

/** For so long, in milliseconds, what the user was told about a check for mail still holds. */
const agreedFor = 60 * 60 * 1000;
const rowsPerCall = 500;

async function nameLeft(
  context: RunContext,
  { pop }: StoredScope,
  account: string,
  folder: string,
  uri: string,
  keys: number[],
): Promise<void> {
  const code = pop ? "message-partial" : "body-not-fetched";
  for (let at = 0; at < keys.length; at += rowsPerCall) {
    for (const row of await readRows(uri, keys.slice(at, at + rowsPerCall))) {
      noteMissing(context, { account, folder, message: named(row), reason: reason(code) });
    }
  }
}

const named = ({ subject, from, date }: MessageRow) => ({
  subject,
  from,
  date: Number.isFinite(date) && date > 0 ? date : null,
});
