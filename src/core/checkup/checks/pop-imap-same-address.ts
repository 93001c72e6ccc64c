import { wellFormed } from "../../part";
import { reason } from "../../reason";
import { listAccounts, nameAccount } from "../account-name";
import { check, type Found } from "../check";
import { mailboxOf, type Sameness, sameMailbox } from "../mailbox-key";
import type { Severity } from "../report";
import type { AccountFact, ServerFact } from "../snapshot";

const severities: Record<Sameness, Severity> = {
  sure: "critical",
  probable: "high",
  possible: "medium",
};

/** One finding for each POP account: that is the account whose settings take the mail away. */
export const popImapSameAddress = check({
  id: "pop-imap-same-address",
  needs: ["accounts"],
  wants: ["servers"],
  kinds: Object.keys(severities),
  action: "fix",
  settingsPage: "am-server.xhtml",
  values: ["address", "pop", "imap"],
  find({ accounts: all, servers }) {
    const listed = { ok: true, value: all, at: 0 } as const;
    const accounts = listAccounts(listed);
    const onServer = accounts.filter(({ type }) => type === "imap" || type === "ews");
    const serverOf = ({ id }: AccountFact) => {
      const part = servers.ok ? wellFormed(servers.value[id]) : servers;
      return part.ok && !isReadable(part.value) ? unreadable : part;
    };
    const mailbox = (account: AccountFact) => {
      const server = serverOf(account);
      return mailboxOf(account, server.ok ? server.value : undefined);
    };

    const found: Found = { findings: [], notKnown: [] };
    for (const pop of accounts.filter(({ type }) => type === "pop3")) {
      const matches = onServer.flatMap((account) => {
        const same = sameMailbox(mailbox(pop), mailbox(account));
        return same ? [{ account, same }] : [];
      });
      const [same] = (["sure", "probable", "possible"] as const).filter((level) =>
        matches.some((match) => match.same === level),
      );
      const { subject, address } = nameAccount(pop.id, listed, user(serverOf(pop)));
      if (same) {
        const others = matches.filter((match) => match.same === same).map(({ account }) => account);
        found.findings.push({
          severity: severities[same],
          subject: { ...subject, accounts: [pop.id, ...others.map(({ id }) => id)] },
          values: {
            kind: same,
            address,
            pop: String(pop.name ?? pop.id),
            imap: others.map(({ id, name }) => String(name ?? id)).join(", "),
          },
        });
        continue;
      }
      // Without the servers' names two accounts with different addresses may still be one mailbox.
      const unseen = [pop, ...onServer].map(serverOf).find((server) => !server.ok);
      if (unseen && !unseen.ok && onServer.length > 0) {
        found.notKnown.push({ subject, reason: unseen.reason });
      }
    }
    return found;
  },
});

const unreadable = { ok: false, reason: reason("value-unreadable") } as const;

const isReadable = ({ user, baseDomain }: ServerFact): boolean =>
  [user, baseDomain].every((text) => typeof text === "string" && text.trim() !== "");

const user = (server: { ok: boolean; value?: ServerFact }) => server.value?.user;
