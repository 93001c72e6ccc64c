import browser from "webextension-polyfill";

/** Thunderbird's sentence for a key, with its values in their order. */
export const lookup = (key: string, substitutions: string[]): string =>
  browser.i18n.getMessage(key, substitutions);

export const interfaceLanguage = (): string => browser.i18n.getUILanguage();
