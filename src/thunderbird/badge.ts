/** The number on the toolbar button; nothing where there is nothing to act on. */
export async function showBadge(count: number): Promise<void> {
  await messenger.action.setBadgeText({ text: count > 0 ? String(Math.min(count, 999)) : "" });
  await messenger.action.setBadgeBackgroundColor({ color: "#991b1b" });
}
