import browser from "webextension-polyfill";
import english from "../../_locales/en/messages.json";
import { type Catalogue, wording } from "../wording";

/*
 * Belongs here: the binding of the sentences to this Thunderbird's language.
 * Does not belong here: how a sentence is put together (-> ../wording.ts), the sentences (-> _locales).
 */

const messages = browser.i18n.getMessage("locale_code") || "en";
const interfaceLanguage = browser.i18n.getUILanguage();

/** The language that the sentences are in, in the user's regional spelling where that is the same language. */
export const locale =
  interfaceLanguage.split("-")[0] === messages.split("-")[0] ? interfaceLanguage : messages;

export const direction = browser.i18n.getMessage("locale_direction") === "rtl" ? "rtl" : "ltr";

const fixed = new Map<string, string>();

/** A sentence of Thunderbird's. One without values never changes, and asking takes longer than drawing it. */
function lookup(key: string, substitutions: string[]): string {
  if (substitutions.length > 0) return browser.i18n.getMessage(key, substitutions);
  const known = fixed.get(key) ?? browser.i18n.getMessage(key);
  fixed.set(key, known);
  return known;
}

// The English file is at hand for its keys and the order of their values; the sentences come from Thunderbird.
export const {
  say,
  has,
  number,
  size,
  ago,
  date,
  check: checkWord,
  reason: reasonWord,
} = wording(lookup, locale, english as Catalogue);
