import browser from "webextension-polyfill";
import type { Reason } from "../core/reason";
import type { Reply, Requests, RequestType } from "../protocol";

/*
 * Belongs here: the only calls that leave a page.
 * Does not belong here: anything drawn (-> the components beside this file), any sentence (-> words.ts).
 */

const dead: Reason = { code: "internal", values: {} };

/** Asks the background. A background that does not answer is a reply too, so that no page has to catch. */
export async function ask<T extends RequestType>(
  type: T,
  input: Requests[T]["input"],
): Promise<Reply<T>> {
  try {
    const reply: unknown = await browser.runtime.sendMessage({ ...input, type });
    if (typeof reply === "object" && reply !== null && "ok" in reply) return reply as Reply<T>;
  } catch {
    // The event page was stopped while it answered; the reply below says so.
  }
  return { ok: false, error: dead };
}

/** What the background notes for itself while it works; no page shows any of it. */
const notShown = new Set([
  "accountUids",
  "censuses",
  "inboxRows",
  "inboxes",
  "installation",
  "past",
  "rereading",
  "seen",
  "snapshot",
]);

/** Calls back when the background has stored something new that a page may show; answers how to stop that. */
export function whenStored(listener: () => void): () => void {
  const changed = (changes: object, area: string) => {
    if (area === "local" && Object.keys(changes).some((key) => !notShown.has(key))) listener();
  };
  browser.storage.onChanged.addListener(changed);
  return () => browser.storage.onChanged.removeListener(changed);
}

/** Where on the settings page something stands, as the part of its address after the `#`. */
export const findingHash = (id: string) => `finding=${encodeURIComponent(id)}`;

export const devicesHash = (address: string) => `devices=${encodeURIComponent(address)}`;

/** The settings page, at a place on it. */
export const pageAddress = (hash: string) =>
  `${browser.runtime.getURL("options/options.html")}#${hash}`;

/** Opens the settings page in a tab, at a place on it. */
export async function openPage(hash: string): Promise<void> {
  await browser.tabs.create({ url: pageAddress(hash) });
}
