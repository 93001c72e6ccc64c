import type { Provider } from "./advice";

/** Registrable domains of the two providers for which there are notes, of servers and of addresses. */
const domains: Record<string, Provider> = {
  "gmail.com": "gmail",
  "googlemail.com": "gmail",
  "outlook.com": "outlook",
  "hotmail.com": "outlook",
  "live.com": "outlook",
  "live.nl": "outlook",
  "hotmail.nl": "outlook",
  "msn.com": "outlook",
  "office365.com": "outlook",
};

/** The provider behind a domain, where it is one that has notes. An address's own domain may be served by anybody. */
export const providerOf = (domain: string): Provider | null =>
  domains[domain.trim().toLowerCase()] ?? null;
