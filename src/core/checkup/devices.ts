/**
 * A device or program that reads an address too. Thunderbird cannot see it, so the user tells.
 * Kept in this Thunderbird only.
 */
export interface Device {
  id: string;
  /** As the user calls it: "Phone", "PC upstairs". */
  name: string;
  kind: DeviceKind;
  app: DeviceApp;
  protocol: "pop" | "imap" | "unknown";
  /** POP: days that it leaves mail on the server; 0 where it takes mail away at once, `always` where it never does. */
  daysOnServer: number | "always" | "unknown";
}

export const deviceKinds = ["phone", "tablet", "computer"] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** Programs for which there are steps to their setting. */
export const deviceApps = [
  "apple-mail",
  "iphone",
  "outlook",
  "gmail-app",
  "samsung",
  "thunderbird",
  "other",
] as const;
export type DeviceApp = (typeof deviceApps)[number];

/** Whether two accounts are one mailbox, where the facts alone cannot tell. */
export interface MailboxAnswer {
  /** Ids of the two accounts, in order. */
  accounts: [string, string];
  same: boolean;
}
