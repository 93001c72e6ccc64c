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

const mostCharacters = 60;
const mostDays = 9999;
const mostDevices = 30;

/** The devices as they are kept, or null where what a page sent is no list of devices. */
export function soundDevices(told: unknown): Device[] | null {
  if (!Array.isArray(told) || told.length > mostDevices) return null;
  const devices = told.map(soundDevice);
  const sound = devices.filter((device) => device !== null);
  const ids = new Set(sound.map(({ id }) => id));
  return sound.length === told.length && ids.size === told.length ? sound : null;
}

function soundDevice(told: Partial<Record<keyof Device, unknown>> | null): Device | null {
  if (typeof told !== "object" || told === null) return null;
  const [id, name] = [soundText(told.id), soundText(told.name)];
  const kind = deviceKinds.find((one) => one === told.kind);
  const app = deviceApps.find((one) => one === told.app);
  const protocol = (["pop", "imap", "unknown"] as const).find((one) => one === told.protocol);
  const days = soundDays(told.daysOnServer);
  if (!id || !name || !kind || !app || !protocol || days === null) return null;
  // Days on the server are a matter of POP alone.
  return { id, name, kind, app, protocol, daysOnServer: protocol === "imap" ? "always" : days };
}

function soundText(text: unknown): string | null {
  const trimmed = typeof text === "string" ? text.trim() : "";
  return trimmed.length > 0 && trimmed.length <= mostCharacters ? trimmed : null;
}

function soundDays(days: unknown): Device["daysOnServer"] | null {
  if (days === "always" || days === "unknown") return days;
  return Number.isInteger(days) && Number(days) >= 0 && Number(days) <= mostDays
    ? Number(days)
    : null;
}
