import type { Hashing } from "./hashing";

/** Names that Windows keeps for itself, whatever their ending and however many spaces stand before it. */
export const reservedName = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i;
/** With `.recovered-<time>.bin` behind it a name still has less than 255 bytes, the most that file systems take. */
const longest = 60;

/**
 * As the most careless file system compares names: without case, accents composed, and without characters that
 * nobody sees (HFS+ ignores those). `ß` and `ss` are one, as Apple's file systems fold them.
 */
export const folded = (name: string): string =>
  name
    .normalize("NFC")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .toUpperCase()
    .toLowerCase()
    .normalize("NFC");

/** Cuts between characters, so that no surrogate pair and no accent is torn. */
export function shortened(name: string, length: number): string {
  let result = "";
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    if (result.length + segment.length > length) break;
    result += segment;
  }
  return result;
}

/**
 * A file name for people, safe on every file system, that no other name in `taken` (folded) equals. Where a
 * character had to be changed or the name is taken, a short hash of `identity` follows: the truth about the
 * name stands in backup.json.
 */
export function fileName(
  wanted: string,
  identity: string,
  taken: ReadonlySet<string>,
  hashing: Hashing,
): string {
  const safe = wanted
    .normalize("NFC")
    // No control character, no half of a pair, none that Apple's file systems refuse because they do not know it.
    .replace(/[\p{Cc}\p{Cs}\p{Cn}\p{Co}\p{Zl}\p{Zp}\p{Bidi_Control}\\/:*?"<>|~]/gu, "_")
    .replace(/^[. ]+|[. ]+$/g, "_");
  const short = shortened(safe, longest);
  const plain = short === wanted && !reservedName.test(short) && short !== "";
  if (plain && !taken.has(folded(short))) return short;
  const stem = shortened(reservedName.test(short) ? `_${short}` : short, longest - 10);
  const kept = stem.replace(/[. ]+$/, "") || "_";
  for (let round = 0; ; round++) {
    const name = `${kept} ~${hashing.text(`${identity}\n${round}`).slice(0, 8)}`;
    if (!taken.has(folded(name))) return name;
  }
}
