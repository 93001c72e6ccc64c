import { sleep } from "./processes";
import type { Thunderbird } from "./thunderbird";

const themes = {
  light: "thunderbird-compact-light@mozilla.org",
  dark: "thunderbird-compact-dark@mozilla.org",
};

export type Theme = keyof typeof themes;

/** Has Thunderbird and the pages in it use one of its own themes. */
export async function useTheme(thunderbird: Thunderbird, theme: Theme): Promise<void> {
  await thunderbird.chrome(
    `const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
     await (await AddonManager.getAddonByID(args[0])).enable();`,
    themes[theme],
  );
  await sleep(1000);
}
