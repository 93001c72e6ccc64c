/**
 * Every setting of an incoming server that the check-up knows: our name for it, Thunderbird's own
 * (`mail.server.<key>.<preference>`), what kind of value it holds, and which accounts have it.
 * The privileged part reads no other setting; which of them it may write stands there.
 * Meaning and defaults: docs/privileged.md.
 */
export const serverSettings = {
  leaveOnServer: { preference: "leave_on_server", kind: "boolean", of: ["pop3"] },
  deleteByAge: { preference: "delete_by_age_from_server", kind: "boolean", of: ["pop3"] },
  /** Days that a message stays on the server, counted from its download by this Thunderbird. */
  daysOnServer: { preference: "num_days_to_leave_on_server", kind: "integer", of: ["pop3"] },
  /** Deleting here deletes on the server too. */
  deleteFollowsLocal: { preference: "delete_mail_left_on_server", kind: "boolean", of: ["pop3"] },
  headersOnly: { preference: "headers_only", kind: "boolean", of: ["pop3"] },
  fetchAutomatically: { preference: "download_on_biff", kind: "boolean", of: ["pop3"] },
  /** Id of the account whose Inbox receives the mail; empty where it is the account's own. */
  deferredTo: { preference: "deferred_to_account", kind: "text", of: ["pop3"] },

  limitSize: { preference: "limit_offline_message_size", kind: "boolean", of: ["pop3", "imap"] },
  /** Kilobytes; only of meaning where limitSize is on. */
  maxSizeKb: { preference: "max_size", kind: "integer", of: ["pop3", "imap"] },
  checkTimed: { preference: "check_new_mail", kind: "boolean", of: ["pop3", "imap", "ews"] },
  checkMinutes: { preference: "check_time", kind: "integer", of: ["pop3", "imap", "ews"] },
  checkAtStartup: { preference: "login_at_startup", kind: "boolean", of: ["pop3", "imap", "ews"] },

  keepOffline: { preference: "offline_download", kind: "boolean", of: ["imap", "ews"] },
  autoSync: { preference: "autosync_offline_stores", kind: "boolean", of: ["imap", "ews"] },
  /** Days; above zero older mail is not kept on this computer. */
  maxAgeDays: { preference: "autosync_max_age_days", kind: "integer", of: ["imap", "ews"] },
  /** IMAP: 0 marks, 1 moves to Trash, 2 removes at once. Exchange: 0 removes, 1 moves to Trash. */
  deleteModel: { preference: "delete_model", kind: "integer", of: ["imap", "ews"] },
  expungeOnExit: { preference: "cleanup_inbox_on_exit", kind: "boolean", of: ["imap"] },
  onlySubscribed: { preference: "using_subscription", kind: "boolean", of: ["imap"] },
  isGmail: { preference: "is_gmail", kind: "boolean", of: ["imap"] },

  emptyTrashOnExit: {
    preference: "empty_trash_on_exit",
    kind: "boolean",
    of: ["pop3", "imap", "ews", "local"],
  },
  /** What happens to a message with the Message-ID and subject of another: 0 keeps, 1 deletes, 2 Trash, 3 read. */
  duplicateAction: { preference: "dup_action", kind: "integer", of: ["pop3", "imap", "ews"] },
  junkPurge: { preference: "purgeSpam", kind: "boolean", of: ["pop3", "imap", "ews", "local"] },
  junkDays: {
    preference: "purgeSpamInterval",
    kind: "integer",
    of: ["pop3", "imap", "ews", "local"],
  },
  /** Thunderbird's own deletion: 1 keeps all, 2 by age, 3 by number. */
  retainBy: { preference: "retainBy", kind: "integer", of: ["pop3", "imap", "ews", "local"] },
  retainDays: {
    preference: "daysToKeepHdrs",
    kind: "integer",
    of: ["pop3", "imap", "ews", "local"],
  },
  retainCount: {
    preference: "numHdrsToKeep",
    kind: "integer",
    of: ["pop3", "imap", "ews", "local"],
  },
  retainStarredToo: {
    preference: "applyToFlaggedMessages",
    kind: "boolean",
    of: ["pop3", "imap", "ews", "local"],
  },
} as const satisfies Record<string, ServerSetting>;

interface ServerSetting {
  preference: string;
  kind: SettingKind;
  of: readonly string[];
}

export type SettingKind = "boolean" | "integer" | "text";
export type SettingName = keyof typeof serverSettings;
export type SettingValue = boolean | number | string;

interface KindTypes {
  boolean: boolean;
  integer: number;
  text: string;
}

/** What a setting holds when it is what it should be. */
export type ProperValue<Name extends SettingName> =
  KindTypes[(typeof serverSettings)[Name]["kind"]];

/** Whether a value is of its setting's kind; nonsense in the preferences is not. */
export function isProper(name: SettingName, value: unknown): boolean {
  const { kind } = serverSettings[name];
  if (kind === "integer") return Number.isSafeInteger(value);
  return typeof value === (kind === "text" ? "string" : "boolean");
}
