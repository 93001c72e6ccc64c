import { callExperiment } from "./calls";

const call = <T>(work: () => Promise<T>) => callExperiment("addressCards", work);

/** The address books. `remote` ones are only searched, never listed. */
export const listAddressBooks = () => call(() => messenger.addressCards.books());

/** Every contact of a book, by the id that `readVCards` takes; lists aside. */
export async function listCards(bookId: string): Promise<messenger.addressCards.Card[]> {
  const all: messenger.addressCards.Card[] = [];
  for (;;) {
    const { total, cards } = await call(() => messenger.addressCards.cards(bookId, all.length));
    all.push(...cards);
    if (cards.length === 0 || all.length >= total) return all;
  }
}

export const listMailingLists = (bookId: string) =>
  call(() => messenger.addressCards.lists(bookId));

/** At most 20 contacts of a book as vCards, each with the picture that is kept beside it, in base64. */
export const readVCards = (bookId: string, ids: string[]) =>
  call(() => messenger.addressCards.vCards(bookId, ids));

/** The columns of Thunderbird's own CSV by the names that its import knows in its present language. */
export const csvColumns = () => call(() => messenger.addressCards.columns());

/** Opens Thunderbird's own import at its page for address books. */
export const openImport = () => call(() => messenger.addressCards.openImport());
