import { fileName, folded } from "../backup/file-names";
import type { Hashing } from "../backup/hashing";
import type { Missing } from "../job";
import type { Reason } from "../reason";
import { type Column, outlookCsv, thunderbirdCsv } from "./columns";
import type { Fields } from "./fields";
import { type Card, writeVCard } from "./vcard";
import { groupCard, type MailingList, uidOfCard } from "./vcard4";

/** A contact that was read: its card as vCard 4, and its fields as they stand in Thunderbird. */
export interface Contact {
  id: string;
  card: Card;
  fields: Fields;
}

export interface AddressBook {
  id: string;
  name: string;
  contacts: Contact[];
  lists: MailingList[];
}

/** What was saved of one book. */
export interface SavedBook {
  name: string;
  contacts: number;
  lists: number;
  photos: number;
}

/** What the user chose, and how the address books were saved last. */
export interface ContactsKept {
  inEveryBackup: boolean;
  last: ContactsResult | null;
}

/** How saving the address books ended, as pages and the report show it. Plain JSON. */
export interface ContactsResult {
  /** The folder that holds the files, below the picked one; null where nothing was written. */
  folder: string | null;
  /** The picked folder, for people. */
  path: string;
  at: number;
  /** Nothing had changed, so the files of that moment stand; null where new ones were written. */
  unchangedSince: number | null;
  books: SavedBook[];
  missing: Missing[];
  missingCount: number;
  /** Why it ended before the end. */
  error?: Reason;
}

/** A file before it is written. */
export interface ContactsFile {
  name: string;
  text: string;
}

const text = (cards: readonly Card[]) => cards.map(writeVCard).join("");

/**
 * The files of the books: for each a vCard file, two tables, and where there are lists a file of them. Names for
 * people never hold a `~` of their own, so that no two files have one name.
 */
export function filesOf(
  books: readonly AddressBook[],
  columns: readonly Column[],
  hashing: Hashing,
): ContactsFile[] {
  const taken = new Set<string>();
  return books.flatMap((book) => {
    const base = fileName(book.name, book.id, taken, hashing);
    taken.add(folded(base));
    const uids = new Map(book.contacts.map(({ id, card }) => [id, uidOfCard(card)]));
    const groups = book.lists.map((list) => groupCard(list, (id) => uids.get(id) ?? id));
    const fields = book.contacts.map((contact) => contact.fields);
    return [
      { name: `${base}.vcf`, text: text(book.contacts.map(({ card }) => card)) },
      { name: `${base}.csv`, text: thunderbirdCsv(columns, fields) },
      { name: `${base}~outlook.csv`, text: outlookCsv(fields) },
      ...(groups.length > 0 ? [{ name: `${base}~lists.vcf`, text: text(groups) }] : []),
    ];
  });
}
