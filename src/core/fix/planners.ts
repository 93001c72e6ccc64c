import type { Finding, Subject } from "../checkup/report";
import type { Snapshot } from "../checkup/snapshot";
import {
  deletedEverything,
  deleteToTrash,
  keepDuplicates,
  keepJunk,
  keepOldMail,
  noEmptyingOnExit,
  noExpungeOnExit,
} from "./deletion";
import { imapFetch, type PlannedFetch, popFetch } from "./fetching";
import type { SettingChange } from "./fix-plan";
import { keepHere, keepLarge, keepOld } from "./imap-keep";
import {
  keepAsTheLongest,
  keepEverything,
  keepForAWhile,
  keepLonger,
  keepWhatIsDeletedHere,
} from "./pop-keep";
import { fetchByItself, fetchLarge, fetchWhole } from "./pop-whole";

/*
 * Belongs here: which fix goes with which check. Does not belong here: what it writes (-> the file of
 * its family), whether it may be written now (-> ../../background/fix/).
 */

type Changes = (snapshot: Snapshot, subject: Subject) => SettingChange[];

type Fetching = (
  snapshot: Snapshot,
  subject: Subject,
  changes: readonly SettingChange[],
) => PlannedFetch | null;

interface Planner {
  changes: Changes;
  /** What is fetched after the writing. */
  fetch?: Fetching;
  /** Where taking it back has no sense, also if the settings by themselves could be taken back. */
  final?: (snapshot: Snapshot, changes: readonly SettingChange[]) => boolean;
}

const ofAccounts =
  (changes: (snapshot: Snapshot, accounts: readonly string[]) => SettingChange[]): Changes =>
  (snapshot, { accounts }) =>
    changes(snapshot, accounts);

const nothing: Changes = () => [];
const always = () => true;

/** Every check whose finding can be mended by a click. */
export const planners: Readonly<Record<string, Planner>> = {
  "pop-imap-same-address": { changes: ofAccounts(keepEverything) },
  "pop-deletes-immediately": { changes: ofAccounts(keepForAWhile) },
  "pop-short-retention": { changes: ofAccounts(keepLonger) },
  "pop-days-invalid": { changes: ofAccounts(keepLonger), final: always },
  "pop-delete-follows-local": { changes: ofAccounts(keepWhatIsDeletedHere) },
  "pop-headers-only": { changes: ofAccounts(fetchWhole), fetch: popFetch },
  "pop-size-limit": { changes: ofAccounts(fetchLarge), fetch: popFetch },
  "pop-partial-messages": { changes: nothing, fetch: popFetch, final: always },
  "pop-not-automatic": { changes: ofAccounts(fetchByItself) },
  "pop-two-accounts-one-mailbox": { changes: ofAccounts(keepAsTheLongest) },
  "imap-not-offline": { changes: keepHere, fetch: imapFetch },
  "imap-offline-age-limit": { changes: keepOld, fetch: imapFetch },
  "imap-offline-size-limit": { changes: keepLarge, fetch: imapFetch },
  "imap-bodies-missing": { changes: nothing, fetch: imapFetch, final: always },
  "imap-instant-delete": { changes: deleteToTrash },
  "expunge-on-exit": { changes: noExpungeOnExit },
  "empty-trash-on-exit": { changes: noEmptyingOnExit },
  "retention-deletes-old-mail": { changes: keepOldMail, final: deletedEverything },
  "junk-auto-delete": { changes: keepJunk },
  "duplicate-action": { changes: keepDuplicates },
};

export const plannerFor = ({ check }: Pick<Finding, "check">): Planner | undefined =>
  Object.hasOwn(planners, check) ? planners[check] : undefined;
