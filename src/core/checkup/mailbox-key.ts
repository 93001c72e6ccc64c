import { addresses } from "./account-name";
import type { AccountFact, ServerFact } from "./snapshot";

/**
 * How sure it is that two accounts read one mailbox. `sure`: the same user at the same provider;
 * `probable`: the same but for a +tag; `possible`: only an address is shared.
 */
export type Sameness = "sure" | "probable" | "possible";

export interface Mailbox {
  /** The user at the provider; null where the server's settings are not known. */
  login: { user: string; provider: string } | null;
  /** Every address that leads here: the user name and the identities. */
  keys: string[];
}

/** One provider under several domains: a mailbox of each is reached under any of them. */
const providers: Record<string, string> = {
  "googlemail.com": "gmail.com",
  "office365.com": "outlook.com",
  "office.com": "outlook.com",
  "live.com": "outlook.com",
  "hotmail.com": "outlook.com",
  "msn.com": "outlook.com",
};

/** What tells the mailbox of an account: its login where the server is known, and its addresses. */
export function mailboxOf(account: AccountFact, server?: ServerFact): Mailbox {
  const login = server ? loginOf(server) : null;
  const keys = addresses(account).map(addressKey);
  return { login, keys: login ? [login.user, ...keys] : keys };
}

/** Compares two accounts; null where nothing speaks for one mailbox. */
export function sameMailbox(one: Mailbox, other: Mailbox): Sameness | null {
  if (one.login && other.login && one.login.provider === other.login.provider) {
    if (one.login.user === other.login.user) return "sure";
    if (untagged(one.login.user) === untagged(other.login.user)) return "probable";
  }
  const theirs = new Set(other.keys.map(untagged));
  return one.keys.some((key) => theirs.has(untagged(key))) ? "possible" : null;
}

function loginOf({ user, baseDomain }: ServerFact): Mailbox["login"] {
  if (typeof user !== "string" || typeof baseDomain !== "string") return null;
  // Gmail serves the last 30 days to "recent:user", which is the same mailbox.
  const name = plain(user).replace(/^recent:/, "");
  const domain = plain(baseDomain);
  if (!name || !domain) return null;
  return {
    user: addressKey(name.includes("@") ? name : `${name}@${domain}`),
    provider: providers[domain] ?? domain,
  };
}

/** One spelling per address: lower case, and Gmail's dots and second domain taken away. */
function addressKey(address: string): string {
  const text = plain(address);
  const at = text.lastIndexOf("@");
  const user = text.slice(0, at);
  const domain = text.slice(at + 1);
  if (domain !== "gmail.com" && domain !== "googlemail.com") return `${user}@${domain}`;
  const [name = "", ...tags] = user.split("+");
  return `${[name.replaceAll(".", ""), ...tags].join("+")}@gmail.com`;
}

const untagged = (key: string): string => key.replace(/\+[^@]*(?=@[^@]*$)/, "");

const plain = (text: string): string => text.trim().normalize("NFKC").toLowerCase();
