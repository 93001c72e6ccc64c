import type { AddressBook, Contact } from "../core/contacts/export-files";
import { fieldsOf } from "../core/contacts/fields";
import { readVCards as cardsIn } from "../core/contacts/vcard";
import { asVCard4, hasPhoto, photoProperty } from "../core/contacts/vcard4";
import type { Missing } from "../core/job";
import { type ReasonCode, reason } from "../core/reason";
import {
  listAddressBooks,
  listCards,
  listMailingLists,
  readVCards,
} from "../thunderbird/address-books";

/** So many contacts are asked for at once: each takes Thunderbird a millisecond or two. */
const atOnce = 10;

interface Watch {
  book(name: string, contacts: number): void;
  /** After every few contacts; throws when nobody waits for them any more. */
  did(contacts: number): void;
  missing(missing: Missing): void;
}

type Listed = Awaited<ReturnType<typeof listCards>>[number];
type Read = Awaited<ReturnType<typeof readVCards>>[number];

const lacking = (book: string, code: ReasonCode, name?: string): Missing => ({
  account: book,
  folder: book,
  ...(name === undefined ? {} : { message: { subject: name, from: "", date: null } }),
  reason: reason(code),
});

/** One contact as vCard 4; null where Thunderbird cannot tell what it holds. */
function contactOf(listed: Listed, { vCard, photo }: Read): Contact | null {
  const [card] = cardsIn(vCard ?? "");
  // A card that Thunderbird could not read comes back with nothing in it but its version.
  const isEmpty = !card?.some(({ name }) => name !== "VERSION" && name !== "UID");
  if (!card || (isEmpty && listed.name !== "")) return null;
  const whole = photo === null || hasPhoto(card) ? card : [...card, photoProperty(photo)];
  return {
    id: listed.id,
    card: asVCard4(whole, listed.id, listed.extra),
    fields: fieldsOf(card, listed.extra),
  };
}

async function readBook(id: string, name: string, watch: Watch): Promise<AddressBook> {
  const listed = await listCards(id);
  watch.book(name, listed.length);
  const contacts: Contact[] = [];
  for (let from = 0; from < listed.length; from += atOnce) {
    const some = listed.slice(from, from + atOnce);
    const read = new Map(
      (
        await readVCards(
          id,
          some.map((one) => one.id),
        )
      ).map((one) => [one.id, one]),
    );
    for (const known of some) {
      const answer = read.get(known.id);
      const contact = answer ? contactOf(known, answer) : null;
      if (!contact) watch.missing(lacking(name, "contact-unreadable", known.name));
      else contacts.push(contact);
      if (contact && known.photo && !hasPhoto(contact.card)) {
        watch.missing(lacking(name, "photo-unreadable", known.name));
      }
    }
    watch.did(some.length);
  }
  return { id, name, contacts, lists: await listMailingLists(id) };
}

/** Everything in every address book that this computer has; what it has not is named. */
export async function gatherAddressBooks(watch: Watch): Promise<AddressBook[]> {
  const books: AddressBook[] = [];
  for (const { id, name, remote } of await listAddressBooks()) {
    if (remote) watch.missing(lacking(name, "contacts-not-listed"));
    else books.push(await readBook(id, name, watch));
  }
  return books;
}
