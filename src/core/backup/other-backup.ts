import type { Verdict } from "../job";
import type { AccountSource } from "./account-source";
import type { Manifest } from "./manifest";

/** A backup in one of the user's places that this installation does not go on with. */
export interface OtherBackup {
  /** The place's markerId. */
  place: string;
  /** The account's folder in it. */
  folder: string;
  /** Who wrote there last: another installation, or this profile before it was copied or moved. */
  by: "installation" | "copied-profile";
  name: string;
  /** When its last run ended, in milliseconds since the epoch; null where one was broken off. */
  endedAt: number | null;
  verdict: Verdict;
  /** The account here whose mail it holds; null where there is none. */
  account: string | null;
}

/**
 * The account here that a backup is of: the same user on the same server, else the same address read in the
 * same way (a provider may have moved its server). Null where none or several fit.
 */
export function ownerOf(
  { type, user, host, address }: Pick<Manifest, "type" | "user" | "host" | "address">,
  sources: readonly AccountSource[],
): AccountSource | null {
  const alike = sources.filter((source) => source.type === type);
  const same = alike.filter((source) => source.user === user && source.host === host);
  const found =
    same.length > 0
      ? same
      : alike.filter((source) => source.address.toLowerCase() === address.toLowerCase());
  return found.length === 1 ? (found[0] ?? null) : null;
}
