import type { Device } from "../checkup/devices";
import type { Snapshot } from "../checkup/snapshot";

/** What the user told about an address, however it is capitalised; null where nobody was asked. */
export function devicesOf(all: Snapshot["devices"] | undefined, address: string): Device[] | null {
  const wanted = address.trim().toLowerCase();
  const entry = Object.entries(all ?? {}).find(([key]) => key.trim().toLowerCase() === wanted);
  if (!Array.isArray(entry?.[1])) return null;
  return entry[1].filter((device) => typeof device?.name === "string");
}
