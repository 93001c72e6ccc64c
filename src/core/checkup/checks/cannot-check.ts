import { type Part, wellFormed } from "../../part";
import type { ReasonCode } from "../../reason";
import { listAccounts, nameAccount } from "../account-name";
import { check, type Draft } from "../check";
import { listed, someOf } from "../folder-names";
import { partOf } from "../part-of";
import type { AccountFact, FolderFact } from "../snapshot";

const mail = ["imap", "pop3", "ews", "local"];

/** What keeps a whole account from being looked at; the first that holds is told. */
const ofAccount: readonly { kind: string; codes: readonly ReasonCode[] }[] = [
  { kind: "offline", codes: ["offline"] },
  { kind: "sign-in", codes: ["password-needed", "sign-in-needed"] },
  { kind: "server", codes: ["server-unreachable", "server-refused", "server-silent"] },
];

/** What keeps one folder from it. */
const ofFolder: readonly ReasonCode[] = [
  "folder-locked",
  "folder-unreadable",
  "folder-has-offline-changes",
  "server-refused",
  "server-silent",
];

/**
 * Gathers why checks could not look, with what can be done about it. Each check admits by itself
 * what it did not see; this says it once for an account, and offline once for all.
 */
export const cannotCheck = check({
  id: "cannot-check",
  needs: ["accounts"],
  wants: ["folders", "hidden", "quotas"],
  kinds: ["offline", "sign-in", "server", "folders"],
  values: ["address", "count", "folders"],
  find({ accounts: all, folders, hidden, quotas }) {
    const accounts = { ok: true, value: all, at: 0 } as const;
    const findings: Draft[] = [];
    const offline: string[] = [];
    for (const account of listAccounts(accounts).filter(({ type }) => mail.includes(type))) {
      const { subject, address } = nameAccount(account.id, accounts);
      const own = partOf(folders, account.id);
      const list = own.ok && Array.isArray(own.value) ? own.value : [];
      const codes = new Set([
        ...[hidden, quotas, folders].flatMap((record) => codeOf(record, account)),
        ...list.flatMap((folder) => codesOf(folder).filter(isSignIn)),
      ]);
      const kind = ofAccount.find((one) => one.codes.some((code) => codes.has(code)))?.kind;
      if (kind === "offline") {
        offline.push(address);
        continue;
      }
      const shut = list.filter((folder) => codesOf(folder).some((code) => ofFolder.includes(code)));
      const paths = kind ? [] : shut.map(({ path }) => String(path));
      if (!kind && paths.length === 0) continue;
      findings.push({
        severity: "info",
        subject: paths.length > 0 ? { ...subject, folders: paths } : subject,
        values: {
          kind: kind ?? "folders",
          address,
          count: paths.length,
          folders: someOf(paths),
        },
        facts: { kind: kind ?? "folders", folders: listed(paths) },
      });
    }
    if (offline.length > 0) {
      const values = { kind: "offline", address: someOf(offline), count: 0, folders: "" };
      const subject = { accounts: [] };
      findings.unshift({ severity: "info", subject, values, facts: { kind: "offline" } });
    }
    return { findings, notKnown: [] };
  },
});

/** Why an account's entry in a part is missing; nothing where the whole part is, or where it is not. */
function codeOf(record: Part<Record<string, Part<unknown>>>, { id }: AccountFact): ReasonCode[] {
  const part = partOf(record, id);
  return record.ok && !part.ok ? [part.reason.code] : [];
}

/** Why facts of one folder are missing. */
const codesOf = (folder: FolderFact): ReasonCode[] =>
  [folder?.server, folder?.census, folder?.retention].flatMap((part) => {
    const fact = part ? wellFormed<unknown>(part) : null;
    return fact && !fact.ok ? [fact.reason.code] : [];
  });

/** A folder whose server was not asked for want of a connection tells that of its whole account. */
const isSignIn = (code: ReasonCode): boolean =>
  ["offline", "password-needed", "sign-in-needed"].includes(code);
