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

export function contents(): Contents {
  const all: Held[] = [];
  const byHash = (hashesOf: (held: Held) => readonly string[]) => {
    const found = new Map<string, Held[]>();
    for (const held of all) {
      for (const hash of new Set(hashesOf(held))) {
        const alike = found.get(hash);
        if (alike) alike.push(held);
        else found.set(hash, [held]);
      }
    }
    return (hash: string): boolean => {
      const alike = found.get(hash);
      for (let held = alike?.pop(); held; held = alike?.pop()) {
        if (held.claimed) continue;
        held.claimed = true;
        return true;
      }
      return false;
    };
  };
  return {
    add(hashes) {
      all.push({ hashes, claimed: false });
    },
    claim(canons) {
      const asItStands = byHash(({ hashes }) => hashes.slice(0, 1));
      const first = canons.map(asItStands);
      const inAnyForm = byHash(({ hashes }) => hashes);
      return canons.map((canon, i) => first[i] === true || inAnyForm(canon));
    },
  };
}
