import type { Check } from "../check";
import { backupMissingOrStale } from "./backup-missing-or-stale";
import { imapFolderNeverSynced } from "./imap-folder-never-synced";
import { imapHiddenFolders } from "./imap-hidden-folders";
import { popDaysInvalid } from "./pop-days-invalid";
import { popDeleteFollowsLocal } from "./pop-delete-follows-local";
import { popDeletesImmediately } from "./pop-deletes-immediately";
import { popImapSameAddress } from "./pop-imap-same-address";
import { popShortRetention } from "./pop-short-retention";

/** Every check, in the order of the report. A house test holds it against the files here. */
export const checks: readonly Check[] = [
  popImapSameAddress,
  popDeletesImmediately,
  popShortRetention,
  popDaysInvalid,
  popDeleteFollowsLocal,
  imapFolderNeverSynced,
  imapHiddenFolders,
  backupMissingOrStale,
];
