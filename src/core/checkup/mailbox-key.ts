import { addresses } from "./account-name";
import { asciiDomain } from "./domain-spelling";
import type { AccountFact, ServerFact } from "./snapshot";

/**
 * How sure it is that two accounts read one mailbox. `sure`: the same user at the same provider;
 * `probable`: the same but for a +tag; `possible`: only an address is shared.
 */
export type Sameness = "sure" | "probable" | "possible";

export interface Mailbox {
  /** The user at the provider, as one key; null where the server's settings are not known. */
  login: { user: string; provider: string } | null;
  /** The addresses of the identities, in one spelling each; the main one first. */
  keys: string[];
  /** Login and addresses without their +tags: what can be shared with another account. */
  untagged: Set<string>;
}

/** One provider under several domains: a mailbox of each is reached under any of them. */
const providers = new Map([
  ["googlemail.com", "gmail.com"],
  ["google.com", "gmail.com"],
  ["office365.com", "outlook.com"],
  ["office.com", "outlook.com"],
  ["live.com", "outlook.com"],
  ["hotmail.com", "outlook.com"],
  ["msn.com", "outlook.com"],
]);

/** What tells the mailbox of an account: its login where the server is known, and its addresses. */
export function mailboxOf(account: AccountFact, server?: ServerFact): Mailbox {
  const login = server ? loginOf(server) : null;
  const keys = addresses(account).map(addressKey);
  const all = login ? [login.user, ...keys] : keys;
  return { login, keys, untagged: new Set(all.map(untagged)) };
}

/** Compares two accounts; null where nothing speaks for one mailbox. */
export function sameMailbox(one: Mailbox, other: Mailbox): Sameness | null {
  if (one.login && other.login && one.login.provider === other.login.provider) {
    if (one.login.user === other.login.user) return "sure";
    if (untagged(one.login.user) === untagged(other.login.user)) return "probable";
  }
  for (const key of one.untagged) if (other.untagged.has(key)) return "possible";
  return null;
}

/** The provider behind a server, by the main one of its domains; null where the server does not say. */
export function providerOf({ baseDomain }: ServerFact): string | null {
  const domain = typeof baseDomain === "string" ? asciiDomain(baseDomain) : "";
  return providers.get(domain) ?? (domain || null);
}

function loginOf(server: ServerFact): Mailbox["login"] {
  const { user, baseDomain } = server;
  const provider = providerOf(server);
  if (typeof user !== "string" || !provider) return null;
  const name = withoutRecent(user);
  if (!name) return null;
  return { user: addressKey(name.includes("@") ? name : `${name}@${baseDomain}`), provider };
}

/** Gmail serves the last 30 days once more to "recent:user", which is the same mailbox. */
export const withoutRecent = (user: string): string => plain(user).replace(/^recent:/, "");

/** One spelling per address: small letters, and Gmail's dots and second domain taken away. */
export function addressKey(address: string): string {
  const text = plain(address);
  const at = text.lastIndexOf("@");
  const user = text.slice(0, at);
  const domain = asciiDomain(text.slice(at + 1));
  if (domain !== "gmail.com" && domain !== "googlemail.com") return `${user}@${domain}`;
  const [name = "", ...tags] = user.split("+");
  return `${[name.replaceAll(".", ""), ...tags].join("+")}@gmail.com`;
}

const untagged = (key: string): string => key.replace(/\+[^@]*(?=@[^@]*$)/, "");

const plain = (text: string): string => text.trim().normalize("NFKC").toLowerCase();
