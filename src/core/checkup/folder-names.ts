/**
 * The first three of a list, for a sentence; a card shows the whole list from its subject.
 * Three dots need no words, so this is the same in every language.
 */
export const someOf = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(", ")}, …` : names.join(", ");
