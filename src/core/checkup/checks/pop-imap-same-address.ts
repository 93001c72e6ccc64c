import { check, type Draft, type Found } from "../check";
import { devicesByAccount } from "../device-readers";
import { comparedWith, mailboxReaders, type Reader } from "../mailbox-readers";
import { leavesAll } from "../pop-retention";
import { besideDevices } from "../protocols-beside-devices";
import type { Severity } from "../report";

const severities = { sure: "critical", probable: "high", possible: "medium" } as const;

/** What the POP account's own settings can end; where no account here is the one that takes mail away, nothing can. */
const actions = {
  sure: "fix",
  probable: "answer",
  possible: "answer",
  kept: null,
  "device-imap": "fix",
  "device-imap-days": "fix",
  "device-imap-at-once": "fix",
  "device-imap-kept": null,
  "device-pop": "devices",
  "device-pop-days": "devices",
  "device-pop-at-once": "devices",
  "device-pop-kept": null,
} as const;

/**
 * One finding for each POP account: that is the account whose settings take the mail away. Where
 * only an address says so there is one for each pair, since that is what the user is asked about.
 */
export const popImapSameAddress = check({
  id: "pop-imap-same-address",
  needs: ["accounts"],
  wants: ["servers"],
  kinds: Object.keys(actions),
  action: actions,
  settingsPage: "am-server.xhtml",
  values: ["address", "pop", "imap", "devices", "days", "count"],
  find({ accounts, servers, devices, mailboxAnswers, takenAt }) {
    const readers = mailboxReaders({ ok: true, value: accounts, at: takenAt }, servers);
    const onServer = readers.filter(({ type }) => type === "imap" || type === "ews");
    const told = devicesByAccount(readers, devices);
    const compare = comparedWith(mailboxAnswers);

    const all: Found = { findings: [], notKnown: [] };
    for (const pop of readers.filter(({ type }) => type === "pop3")) {
      const drafts = besideAccounts(pop, onServer, compare);
      all.findings.push(...drafts);
      // Without the servers' names two accounts with different addresses may still be one mailbox.
      const unseen = [pop, ...onServer].find(({ server }) => !server.ok);
      if (drafts.length === 0 && onServer.length > 0 && unseen && !unseen.server.ok) {
        all.notKnown.push({ subject: pop.subject, reason: unseen.server.reason });
      }
    }
    for (const reader of readers) {
      const found = besideDevices(reader, told(reader.id).devices);
      all.findings.push(...found.findings);
      all.notKnown.push(...found.notKnown);
    }
    return all;
  },
});

function besideAccounts(
  pop: Reader,
  onServer: readonly Reader[],
  compare: ReturnType<typeof comparedWith>,
): Draft[] {
  const matches = onServer.map((imap) => ({ imap, same: compare(pop, imap) }));
  const at = (level: keyof typeof severities) =>
    matches.filter(({ same }) => same === level).map(({ imap }) => imap);
  const sure = at("sure");
  if (sure.length > 0) {
    const kept = pop.server.ok && leavesAll(pop.server.value);
    return [kept ? draft("kept", "medium", pop, sure) : draft("sure", "critical", pop, sure)];
  }
  const [level] = (["probable", "possible"] as const).filter((each) => at(each).length > 0);
  return level ? at(level).map((imap) => draft(level, severities[level], pop, [imap])) : [];
}

const draft = (kind: string, severity: Severity, pop: Reader, imap: Reader[]): Draft => ({
  severity,
  subject: { ...pop.subject, accounts: [pop.id, ...imap.map(({ id }) => id)] },
  values: {
    kind,
    address: pop.address,
    pop: pop.name,
    imap: imap.map(({ name }) => name).join(", "),
    devices: "",
    days: 0,
    count: 0,
  },
});
