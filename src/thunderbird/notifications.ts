import browser from "webextension-polyfill";

/** Shows the system's own notification. One with the same id takes its place. */
export async function notify(id: string, title: string, message: string): Promise<void> {
  await browser.notifications.create(id, {
    type: "basic",
    iconUrl: browser.runtime.getURL("icons/postwacht.svg"),
    title,
    message,
  });
}

/** Opens the settings page at a finding. */
export const openFinding = (id: string): Promise<void> =>
  openSection(`finding=${encodeURIComponent(id)}`);

/** Opens the settings page at what its address names after the `#`. */
export async function openSection(hash: string): Promise<void> {
  const page = browser.runtime.getURL("options/options.html");
  await browser.tabs.create({ url: `${page}#${hash}` });
}
