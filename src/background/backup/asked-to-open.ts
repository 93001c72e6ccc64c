import { Refusal } from "../../core/refusal";
import { jobStatus } from "../job";

/**
 * Folders that a page asks to have opened although their server looks different, as WebExtension folder ids.
 * Refused as `bad-request` unless the last job named every one of them for that reason. Answers their accounts too.
 */
export async function askedToOpen(
  wanted: unknown,
): Promise<{ folders: string[]; accounts: string[] }> {
  const last = await jobStatus();
  const different = new Set(
    (last?.missing ?? []).flatMap(({ reason, folderId }) =>
      reason.code === "server-looks-different" && folderId !== undefined ? [folderId] : [],
    ),
  );
  const isGiven = Array.isArray(wanted) && wanted.length > 0;
  if (!isGiven || !wanted.every((id) => different.has(id))) throw new Refusal("bad-request");
  const folders = [...new Set(wanted as string[])];
  return { folders, accounts: [...new Set(folders.map((id) => id.slice(0, id.indexOf(":/"))))] };
}
