import type { Hashing } from "./hashing";

/** Names that Windows keeps for itself, whatever their ending. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
const longest = 60;

/** As file systems compare names that ignore case and the way accents are composed. */
export const folded = (name: string): string =>
  name.normalize("NFC").toLowerCase().normalize("NFC");

/** Cuts between characters, so that no surrogate pair and no accent is torn. */
function shortened(name: string, length: number): string {
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
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out.
    .replace(/[\u0000-\u001f\u007f-\u009f\\/:*?"<>|~\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "_")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "_")
    .replace(/^[. ]+|[. ]+$/g, "_");
  const short = shortened(safe, longest);
  const plain = short === wanted && !reserved.test(short) && short !== "";
  if (plain && !taken.has(folded(short))) return short;
  const stem = shortened(reserved.test(short) ? `_${short}` : short, longest - 10).replace(
    /[. ]+$/,
    "",
  );
  for (let round = 0; ; round++) {
    const name = `${stem} ~${hashing.text(`${identity}\n${round}`).slice(0, 8)}`;
    if (!taken.has(folded(name))) return name;
  }
}
