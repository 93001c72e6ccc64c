import { canonical } from "../mbox/canon";
import { joinBytes, unquote } from "../mbox/from-lines";
import { headerEnd, headerOrAll } from "../mbox/header-block";

const LF = 0x0a;
const CR = 0x0d;

/** The message without its last line end; null where it has none. */
function unended(message: Uint8Array): Uint8Array | null {
  if (message.at(-1) !== LF) return null;
  return message.subarray(0, message.at(-2) === CR ? -2 : -1);
}

/**
 * A stored message in every form that it may have had before Thunderbird stored it: Thunderbird's mbox quotes a
 * `From ` line in a header block and does not take that back, and it adds a line end where there was none, and
 * another where there was no empty line.
 */
export function possibleForms(message: Uint8Array): Uint8Array[] {
  const header = headerOrAll(message);
  const plain = unquote(header);
  const forms = [message];
  if (plain !== header) forms.push(joinBytes([plain, message.subarray(header.length)]));
  const all = forms.flatMap((form) => {
    const once = unended(form);
    // One line end for the last line, and one more for the empty line where the message has none.
    const twice = once && unended(once);
    const hadNone = twice && headerEnd(twice) < 0 ? [twice] : [];
    return [form, ...(once ? [once] : []), ...hadNone];
  });
  return all.map((form) => canonical(form));
}

/** The messages that a folder holds already, known by content alone. */
export interface Contents {
  /** A message by the hashes of its possible forms, the form in which it is there first. */
  add(hashes: readonly string[]): void;
  /**
   * For each of these contents whether the folder holds it. Each message there stands in for one at most, and one
   * that is the same as it stands goes before one that would be the same in another form.
   */
  claim(canons: readonly string[]): boolean[];
}

interface Held {
  hashes: readonly string[];
  claimed: boolean;
}

/**
 * Claims things by one of their hashes: the answer to each call is whether there was one with this hash that nobody
 * had claimed yet, here or elsewhere. Of several alike the one that came last goes first.
 */
export function claiming<T extends { claimed: boolean }>(
  all: readonly T[],
  hashesOf: (one: T) => readonly string[],
): (hash: string) => boolean {
  const found = new Map<string, T[]>();
  for (const one of all) {
    for (const hash of new Set(hashesOf(one))) {
      const alike = found.get(hash);
      if (alike) alike.push(one);
      else found.set(hash, [one]);
    }
  }
  return (hash) => {
    const alike = found.get(hash);
    for (let one = alike?.pop(); one; one = alike?.pop()) {
      if (one.claimed) continue;
      one.claimed = true;
      return true;
    }
    return false;
  };
}

export function contents(): Contents {
  const all: Held[] = [];
  return {
    add(hashes) {
      all.push({ hashes, claimed: false });
    },
    claim(canons) {
      const first = canons.map(claiming(all, ({ hashes }) => hashes.slice(0, 1)));
      const inAnyForm = claiming(all, ({ hashes }) => hashes);
      return canons.map((canon, i) => first[i] === true || inAnyForm(canon));
    },
  };
}
