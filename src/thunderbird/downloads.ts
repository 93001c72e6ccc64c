import browser from "webextension-polyfill";
import type { ReasonCode } from "../core/reason";

const notSaved: ReasonCode = "report-not-saved";

/** A report is small, and a message seldom large; what is not on the disk by then will not come. */
const mostMilliseconds = 60_000;

/**
 * Saves a text, or bytes in pieces, where downloads go, under another name where this one is taken; answers its path.
 * Throws `report-not-saved` where the folder does not take it.
 */
export async function saveDownload(
  name: string,
  content: string | readonly Uint8Array[],
  type: string,
): Promise<string> {
  const parts = typeof content === "string" ? [content] : (content as Uint8Array<ArrayBuffer>[]);
  const url = URL.createObjectURL(new Blob(parts, { type }));
  try {
    const id = await browser.downloads.download({
      url,
      filename: name,
      conflictAction: "uniquify",
      saveAs: false,
    });
    return await pathOnceSaved(id);
  } catch {
    throw new Error(notSaved);
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function pathOnceSaved(id: number): Promise<string> {
  const end = Date.now() + mostMilliseconds;
  while (Date.now() < end) {
    const [item] = await browser.downloads.search({ id });
    if (item?.state === "complete") return item.filename;
    if (item?.state === "interrupted") break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(notSaved);
}
