import browser from "webextension-polyfill";

/** Whether nobody has touched this computer for so many seconds (at least 15), or its screen is locked. */
export const isIdleFor = async (seconds: number): Promise<boolean> =>
  (await browser.idle.queryState(seconds)) !== "active";
