import type { FolderSource } from "./account-source";

/** What the user leaves out of backups. Nothing, unless somebody chose to: a backup is for what is regretted later. */
export interface LeaveOut {
  /** Trash with everything in it, in every account. */
  trash: boolean;
  /** Junk with everything in it, in every account. */
  junk: boolean;
  /** Single folders, by their path. */
  folders: { account: string; path: string }[];
}

export const nothingLeftOut: LeaveOut = { trash: false, junk: false, folders: [] };

type Place = Pick<FolderSource, "path" | "delimiter" | "role">;

/**
 * Whether a folder of this account is left out by choice. `known` are the account's folders with their roles:
 * a folder inside Trash has no role of its own.
 */
export function leavesOut(
  { trash, junk, folders }: LeaveOut,
  account: string,
  known: readonly Place[],
): (path: string) => boolean {
  const roles = [...(trash ? ["trash"] : []), ...(junk ? ["junk"] : [])];
  const whole = known.filter(({ role }) => role !== null && roles.includes(role));
  const single = new Set(folders.filter((one) => one.account === account).map(({ path }) => path));
  return (path) =>
    single.has(path) ||
    whole.some((one) => {
      const inside = one.delimiter === "" ? null : `${one.path}${one.delimiter}`;
      return path === one.path || (inside !== null && path.startsWith(inside));
    });
}
