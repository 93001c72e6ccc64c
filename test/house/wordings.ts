import { read } from "./source";

export interface Sentence {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

export const locales = ["en", "nl"] as const;

export const catalogue = (locale: string): Record<string, Sentence> =>
  JSON.parse(read(`_locales/${locale}/messages.json`));

export const english = catalogue("en");

/** The names between dollar signs in a sentence, as its placeholders spell them. */
export const shown = ({ message }: Sentence): string[] => [
  ...new Set([...message.matchAll(/\$(\w+)\$/g)].map(([, name = ""]) => name.toLowerCase())),
];

/**
 * The keys that say one thing: the key itself, or its forms for one and for many. Empty where
 * there are no words for it.
 */
export function forms(key: string): string[] {
  if (english[key]) return [key];
  const both = [`${key}_one`, `${key}_other`];
  return both.every((form) => english[form]) ? both : [];
}

/** How a code or an id stands in a key. */
export const inKey = (name: string): string => name.replaceAll("-", "_");
