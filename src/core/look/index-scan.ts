import { type IndexLine, isSound, type MessageLine } from "../backup/index-line";
import type { BackupReader } from "../backup/verify-reading";
import { indexTexts } from "../backup/verify-texts";
import type { LookFolder } from "./look-folder";

const message = '{"t":"msg",';
const looksLikeMessage = (text: string) => text.startsWith(message);

function parsed(text: string): IndexLine | null {
  try {
    const line = JSON.parse(text) as IndexLine;
    return isSound(line) ? line : null;
  } catch {
    return null;
  }
}

/** The bytes of a folder's index that are there and count. */
export async function indexBytes(
  { index, indexLength }: LookFolder,
  reader: BackupReader,
): Promise<{ there: number; missing: number }> {
  const length = (await reader.length(index)) ?? 0;
  const counts = indexLength ?? length;
  return { there: Math.min(length, counts), missing: Math.max(0, counts - length) };
}

/**
 * Hands over the lines of an index in their order; answers how many cannot be read. The chain is not followed:
 * a list shows what is written there, and each message is proved by its own hash when it is opened.
 */
export async function scanIndex(
  folder: LookFolder,
  reader: BackupReader,
  wanted: (text: string) => boolean,
  take: (line: IndexLine) => void,
): Promise<number> {
  const { there, missing } = await indexBytes(folder, reader);
  let unread = missing > 0 ? 1 : 0;
  for await (const { texts } of indexTexts(reader, folder.index, 0, there, () => {})) {
    for (const text of texts) {
      if (!wanted(text)) continue;
      const line = parsed(text);
      if (line) take(line);
      else unread++;
    }
  }
  return unread;
}

/** Every line but those that are plainly messages. */
export const isEvent = (text: string) => !looksLikeMessage(text);

const plainEvents = ['{"t":"flags",', '{"t":"gone",', '{"t":"ref",'];
/** Every line but those that plainly speak of another one. */
export const isMessage = (text: string) => !plainEvents.some((event) => text.startsWith(event));

/** The line of message `n`; null where none that can be read is there. */
export async function findMessage(
  folder: LookFolder,
  n: number,
  reader: BackupReader,
): Promise<MessageLine | null> {
  const number = `"n":${n},`;
  const { there } = await indexBytes(folder, reader);
  for await (const { texts } of indexTexts(reader, folder.index, 0, there, () => {})) {
    for (const text of texts) {
      if (!text.includes(number)) continue;
      const line = parsed(text);
      if (line?.t === "msg" && line.n === n) return line;
    }
  }
  return null;
}
