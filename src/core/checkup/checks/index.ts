import type { Check } from "../check";
import { backupMissingOrStale } from "./backup-missing-or-stale";
import { cannotCheck } from "./cannot-check";
import { contactsNotInBackup } from "./contacts-not-in-backup";
import { diskNearlyFull } from "./disk-nearly-full";
import { duplicateAction } from "./duplicate-action";
import { emptyTrashOnExit } from "./empty-trash-on-exit";
import { exchangeAccountHidden } from "./exchange-account-hidden";
import { exchangeEwsRetiring } from "./exchange-ews-retiring";
import { expungeOnExit } from "./expunge-on-exit";
import { filterDeletesMail } from "./filter-deletes-mail";
import { folderFileTooBig } from "./folder-file-too-big";
import { folderNotCompacted } from "./folder-not-compacted";
import { gmailPop } from "./gmail-pop";
import { imapBodiesMissing } from "./imap-bodies-missing";
import { imapFolderNeverSynced } from "./imap-folder-never-synced";
import { imapHiddenFolders } from "./imap-hidden-folders";
import { imapInstantDelete } from "./imap-instant-delete";
import { imapNotOffline } from "./imap-not-offline";
import { imapOfflineAgeLimit } from "./imap-offline-age-limit";
import { imapOfflineSizeLimit } from "./imap-offline-size-limit";
import { inboxEmptiedElsewhere } from "./inbox-emptied-elsewhere";
import { junkAutoDelete } from "./junk-auto-delete";
import { mailInSyncFolder } from "./mail-in-sync-folder";
import { mailboxAlmostFull } from "./mailbox-almost-full";
import { popDaysInvalid } from "./pop-days-invalid";
import { popDeleteFollowsLocal } from "./pop-delete-follows-local";
import { popDeletesImmediately } from "./pop-deletes-immediately";
import { popGlobalInbox } from "./pop-global-inbox";
import { popHeadersOnly } from "./pop-headers-only";
import { popImapSameAddress } from "./pop-imap-same-address";
import { popLeavingSoon } from "./pop-leaving-soon";
import { popNotAutomatic } from "./pop-not-automatic";
import { popPartialMessages } from "./pop-partial-messages";
import { popServerNeverCleaned } from "./pop-server-never-cleaned";
import { popShortRetention } from "./pop-short-retention";
import { popSizeLimit } from "./pop-size-limit";
import { popTwoAccountsOneMailbox } from "./pop-two-accounts-one-mailbox";
import { providerMoveSignals } from "./provider-move-signals";
import { retentionDeletesOldMail } from "./retention-deletes-old-mail";
import { sentNotKept } from "./sent-not-kept";
import { unknownAccountType } from "./unknown-account-type";

/** Every check, in the order of the report. A house test holds it against the files here. */
export const checks: readonly Check[] = [
  providerMoveSignals,
  popImapSameAddress,
  inboxEmptiedElsewhere,
  popDeletesImmediately,
  popShortRetention,
  popDaysInvalid,
  popDeleteFollowsLocal,
  popLeavingSoon,
  popHeadersOnly,
  popSizeLimit,
  popPartialMessages,
  popNotAutomatic,
  popServerNeverCleaned,
  popGlobalInbox,
  popTwoAccountsOneMailbox,
  gmailPop,
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
  filterDeletesMail,
  duplicateAction,
  mailboxAlmostFull,
  sentNotKept,
  diskNearlyFull,
  mailInSyncFolder,
  folderFileTooBig,
  folderNotCompacted,
  backupMissingOrStale,
  contactsNotInBackup,
  exchangeEwsRetiring,
  exchangeAccountHidden,
  unknownAccountType,
  cannotCheck,
];
