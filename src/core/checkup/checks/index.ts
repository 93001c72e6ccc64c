import type { Check } from "../check";
import { backupMissingOrStale } from "./backup-missing-or-stale";
import { duplicateAction } from "./duplicate-action";
import { emptyTrashOnExit } from "./empty-trash-on-exit";
import { expungeOnExit } from "./expunge-on-exit";
import { imapBodiesMissing } from "./imap-bodies-missing";
import { imapFolderNeverSynced } from "./imap-folder-never-synced";
import { imapHiddenFolders } from "./imap-hidden-folders";
import { imapInstantDelete } from "./imap-instant-delete";
import { imapNotOffline } from "./imap-not-offline";
import { imapOfflineAgeLimit } from "./imap-offline-age-limit";
import { imapOfflineSizeLimit } from "./imap-offline-size-limit";
import { junkAutoDelete } from "./junk-auto-delete";
import { popDaysInvalid } from "./pop-days-invalid";
import { popDeleteFollowsLocal } from "./pop-delete-follows-local";
import { popDeletesImmediately } from "./pop-deletes-immediately";
import { popImapSameAddress } from "./pop-imap-same-address";
import { popShortRetention } from "./pop-short-retention";
import { retentionDeletesOldMail } from "./retention-deletes-old-mail";

/** Every check, in the order of the report. A house test holds it against the files here. */
export const checks: readonly Check[] = [
  popImapSameAddress,
  popDeletesImmediately,
  popShortRetention,
  popDaysInvalid,
  popDeleteFollowsLocal,
  imapNotOffline,
  imapOfflineAgeLimit,
  imapOfflineSizeLimit,
  imapFolderNeverSynced,
  imapBodiesMissing,
  imapHiddenFolders,
  imapInstantDelete,
  expungeOnExit,
  emptyTrashOnExit,
  retentionDeletesOldMail,
  junkAutoDelete,
  duplicateAction,
  backupMissingOrStale,
];
