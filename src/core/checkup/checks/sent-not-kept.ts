import type { Part } from "../../part";
import { reason } from "../../reason";
import { listAccounts, nameAccount } from "../account-name";
import { check, type Found } from "../check";
import { eachAccount } from "../each-account";
import { someOf } from "../folder-names";
import { partOf } from "../part-of";
import type { Severity } from "../report";
import type { IdentityFact, ServerFact } from "../snapshot";

/** The most serious first. */
const severities = {
  "not-kept": "medium",
  "no-folder": "medium",
  "sent-elsewhere": "medium",
  "archive-elsewhere": "low",
} as const satisfies Record<string, Severity>;

type Kind = keyof typeof severities;
const kinds = Object.keys(severities) as Kind[];

const gmail = ["gmail.com", "googlemail.com"];

/**
 * Mail that is sent is not kept, or where the other devices do not see it. A POP account can only
 * keep it on this computer, in whatever folder: nothing is said of that.
 */
export const sentNotKept = check({
  id: "sent-not-kept",
  needs: ["identities"],
  wants: ["accounts", "servers"],
  kinds,
  action: "settings",
  settingsPage: "am-copies.xhtml",
  values: ["address", "count", "senders"],
  find: ({ identities, accounts, servers }) =>
    eachAccount(identities, accounts, ["imap", "pop3", "ews"], (list, account): Found => {
      const { subject, address } = nameAccount(account, accounts);
      if (!list.every(isReadable)) {
        return { findings: [], notKnown: [{ subject, reason: reason("value-unreadable") }] };
      }
      const type = listAccounts(accounts).find(({ id }) => id === account)?.type;
      const server = partOf(servers, account);
      const about = {
        account,
        onServer: type === "imap" || type === "ews",
        gmail: isGmail(server),
      };
      const told = list.flatMap((identity) => {
        const kind = kindOf(identity, about);
        return kind ? [{ kind, email: identity.email }] : [];
      });
      const kind = kinds.find((each) => told.some((one) => one.kind === each));
      if (!kind) return { findings: [], notKnown: [] };

      const emails = told.filter((one) => one.kind === kind).map(({ email }) => email);
      const values = { kind, address, count: emails.length, senders: someOf(emails) };
      return {
        findings: [
          {
            severity: severities[kind],
            subject,
            values,
            facts: { told: JSON.stringify(told.map((one) => [one.kind, one.email]).sort()) },
          },
        ],
        notKnown: [],
      };
    }),
});

function kindOf(
  identity: IdentityFact,
  { account, onServer, gmail }: { account: string; onServer: boolean; gmail: boolean },
): Kind | null {
  const { keepsSent, sentAccount, archives, archiveAccount } = identity;
  // Gmail itself keeps what is sent through it.
  if (!keepsSent && !gmail) return "not-kept";
  if (keepsSent && sentAccount === null) return "no-folder";
  if (keepsSent && onServer && sentAccount !== account) return "sent-elsewhere";
  // Archiving into a folder that is not there fails before the user's eyes, and loses nothing.
  const elsewhere = archives && archiveAccount !== null && archiveAccount !== account;
  return onServer && elsewhere ? "archive-elsewhere" : null;
}

const isGmail = (server: Part<ServerFact>): boolean =>
  server.ok && (server.value.settings?.isGmail === true || gmail.includes(server.value.baseDomain));

const isReadable = ({ email, keepsSent, sentAccount, archives, archiveAccount }: IdentityFact) =>
  typeof email === "string" &&
  [keepsSent, archives].every((value) => typeof value === "boolean") &&
  [sentAccount, archiveAccount].every((id) => id === null || typeof id === "string");
