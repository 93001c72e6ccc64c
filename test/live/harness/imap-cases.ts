import type { Case } from "./fix-cases";

/** Deletions that an IMAP account makes by itself or at one click; one account for each. */
export const imapCases: Case[] = [
  {
    check: "imap-instant-delete",
    bad: { delete_model: 2 },
    changes: ["deleteModel 2>1"],
    good: { delete_model: 1 },
    undo: "safe",
  },
  {
    check: "expunge-on-exit",
    bad: { cleanup_inbox_on_exit: true },
    changes: ["expungeOnExit true>false"],
    good: { cleanup_inbox_on_exit: false },
    undo: "safe",
  },
  {
    check: "empty-trash-on-exit",
    bad: { empty_trash_on_exit: true },
    changes: ["emptyTrashOnExit true>false"],
    good: { empty_trash_on_exit: false },
    undo: "safe",
  },
  {
    check: "junk-auto-delete",
    bad: { purgeSpam: true },
    changes: ["junkPurge true>false"],
    good: { purgeSpam: false },
    undo: "safe",
  },
  {
    check: "duplicate-action",
    bad: { dup_action: 1 },
    changes: ["duplicateAction 1>0"],
    good: { dup_action: 0 },
    undo: "safe",
  },
  {
    check: "retention-deletes-old-mail",
    bad: { retainBy: 2, daysToKeepHdrs: 5000 },
    changes: ["retainBy 2>1"],
    good: { retainBy: 1 },
    undo: "guarded",
  },
  {
    check: "retention-deletes-old-mail",
    bad: { retainBy: 3, numHdrsToKeep: 0 },
    changes: ["retainBy 3>1"],
    good: { retainBy: 1 },
    undo: "none",
  },
];
