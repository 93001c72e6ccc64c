import type { Contents } from "../../core/contacts/contents";
import { folderOf, readContents, sameFiles } from "../../core/contacts/contents";
import type { ContactsFile } from "../../core/contacts/export-files";
import { Refusal } from "../../core/refusal";
import { fileLength, listNames, readFile, type WriteAccess } from "../../thunderbird/backup-disk";
import { hashing } from "../hashing";

/** So many bytes cross to the disk at once. */
const step = 1_000_000;
const contentsFile = "contents.json";

/** A picked folder, open for writing, and the folder for address books below it. */
export interface ContactsPlace {
  rootId: string;
  disk: WriteAccess;
  folder: string;
}

/** Appends a file that does not exist yet, reads it back from the disk, and answers its hash. */
async function writeNew(place: ContactsPlace, path: string, bytes: Uint8Array): Promise<string> {
  for (let at = 0; at < bytes.length; at += step) {
    await place.disk.append(path, at, bytes.subarray(at, at + step));
  }
  if (bytes.length === 0) await place.disk.append(path, 0, bytes);
  await place.disk.flush(path);
  const wanted = await hashing.whole(bytes);
  if ((await hashOf(place, path, bytes.length)) !== wanted) {
    throw new Refusal("contacts-read-back-differs");
  }
  return wanted;
}

async function hashOf({ rootId }: ContactsPlace, path: string, length: number): Promise<string> {
  if ((await fileLength(rootId, path)) !== length) return "";
  const pieces = hashing.pieces();
  for (let at = 0; at < length; at += step) {
    await pieces.update(await readFile(rootId, path, at, Math.min(step, length - at)));
  }
  return pieces.end();
}

/** The last finished folder of address books, if all its files are there with the bytes that were written. */
async function lastFinished(
  place: ContactsPlace,
): Promise<{ name: string; contents: Contents } | null> {
  const names = (await listNames(place.rootId, place.folder)).filter(({ folder }) => folder);
  for (const { name } of names.sort((a, b) => (a.name < b.name ? 1 : -1))) {
    const path = `${place.folder}/${name}`;
    const length = await fileLength(place.rootId, `${path}/${contentsFile}`);
    if (length === null || length > step) continue;
    const bytes = await readFile(place.rootId, `${path}/${contentsFile}`, 0, length);
    const contents = readContents(new TextDecoder().decode(bytes));
    if (!contents) continue;
    for (const file of contents.files) {
      if ((await hashOf(place, `${path}/${file.name}`, file.length)) !== file.sha256) return null;
    }
    return { name, contents };
  }
  return null;
}

/**
 * Writes the files into a folder of their own, so that nothing that was saved before is touched, and reads each
 * back. Where the last folder holds the same, byte for byte, nothing is written.
 */
export async function writeContacts(
  place: ContactsPlace,
  files: readonly ContactsFile[],
  about: Pick<Contents, "at" | "books" | "missing">,
  report: (folder: string) => string,
): Promise<{ folder: string; unchangedSince: number | null }> {
  const encoder = new TextEncoder();
  const all = files.map(({ name, text }) => ({ name, bytes: encoder.encode(text) }));
  const planned: Contents["files"] = [];
  for (const { name, bytes } of all) {
    planned.push({ name, length: bytes.length, sha256: await hashing.whole(bytes) });
  }
  const last = await lastFinished(place);
  if (last && sameFiles(last.contents.files, planned)) {
    return { folder: `${place.folder}/${last.name}`, unchangedSince: last.contents.at };
  }
  const folder = `${place.folder}/${folderOf(about.at)}`;
  await place.disk.makeFolder(folder, true);
  for (const { name, bytes } of all) await writeNew(place, `${folder}/${name}`, bytes);
  await place.disk.replace(`${folder}/report.html`, encoder.encode(report(folder)));
  const contents: Contents = { format: 1, ...about, files: planned };
  const text = `${JSON.stringify(contents, null, 1)}\n`;
  await writeNew(place, `${folder}/${contentsFile}`, encoder.encode(text));
  return { folder, unchangedSince: null };
}
