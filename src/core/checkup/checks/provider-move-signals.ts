import { type Part, wellFormed } from "../../part";
import { reason } from "../../reason";
import { nameAccount } from "../account-name";
import { check, type Found } from "../check";
import { eachAccount } from "../each-account";
import { someOf } from "../folder-names";
import { type MoveSignal, moveKinds, moveSignal } from "../move-signal";
import { accountNow } from "../past";
import type { AccountFact, AccountPast, FolderFact, ServerFact } from "../snapshot";

const none: Found = { findings: [], notKnown: [] };

/**
 * The mailbox is not the one it was: another server, everything numbered anew, or half of the mail
 * gone. Thunderbird then throws away its own copies of what the server no longer has.
 */
export const providerMoveSignals = check({
  id: "provider-move-signals",
  needs: ["past", "servers"],
  wants: ["folders", "accounts"],
  kinds: moveKinds,
  // Every connection may cost more copies, so those stop first; where little is gone, saving comes first.
  action: {
    "server-changed": "go-offline",
    "mail-lost": "go-offline",
    renumbered: "go-offline",
    "folders-gone": "backup",
    "fewer-messages": "backup",
  },
  values: ["address", "from", "to", "had", "has", "count", "folders", "sinceAt"],
  find({ past, servers, folders, accounts }) {
    return eachAccount(servers, accounts, ["imap"], (server, account) => {
      if (typeof server.type === "string" && server.type !== "imap") return none;
      return judge(account, server, past, { servers: asPart(servers), folders }, accounts);
    });
  },
});

const asPart = <T>(value: T): Part<T> => ({ ok: true, value, at: 0 });

function judge(
  account: string,
  server: ServerFact,
  past: Record<string, AccountPast>,
  parts: {
    servers: Part<Record<string, Part<ServerFact>>>;
    folders: Part<Record<string, Part<FolderFact[]>>>;
  },
  accounts: Part<AccountFact[]>,
): Found {
  const { subject, address } = nameAccount(account, accounts, server.user);
  const before = Object.hasOwn(past, account) ? past[account] : undefined;
  if (!before) return { ...none, notKnown: [{ subject, reason: reason("seen-too-briefly") }] };
  const now = accountNow(parts, account);
  const list = parts.folders.ok ? wellFormed(parts.folders.value[account]) : parts.folders;
  const unseen = list.ok ? reason("value-unreadable") : list.reason;
  if (!now || !Number.isFinite(before.at)) throw new TypeError("past");
  const signal = moveSignal(before, now);
  if (!signal) return { ...none, notKnown: now.folders ? [] : [{ subject, reason: unseen }] };
  return {
    findings: [
      {
        severity: signal.severity,
        subject: { ...subject, ...(signal.folders.length ? { folders: signal.folders } : {}) },
        values: values(signal, address, before.at),
        // Ordinary mail that comes and goes meanwhile is no news.
        facts: { kind: signal.kind, to: signal.to, sinceAt: before.at },
      },
    ],
    notKnown: now.folders ? [] : [{ subject, reason: unseen }],
  };
}

const values = (signal: MoveSignal, address: string, sinceAt: number) => ({
  kind: signal.kind,
  address,
  from: signal.from,
  to: signal.to,
  had: signal.had,
  has: signal.has,
  count: signal.folders.length,
  folders: someOf(signal.folders),
  sinceAt,
});
