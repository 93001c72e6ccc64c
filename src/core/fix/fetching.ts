import type { Subject } from "../checkup/report";
import type { FolderFact, Snapshot } from "../checkup/snapshot";
import { known, type Part, wellFormed } from "../part";
import type { Fetch, SettingChange } from "./fix-plan";
import { foldersToFetch } from "./imap-keep";
import { popRemovals } from "./pop-removals";
import { foldersOf, needed, ofType } from "./reading";

/** Where something is to be fetched after the writing. */
export interface FetchScope {
  account: string;
  /** Paths, as the folders of a snapshot have them. */
  folders: string[];
  /** The fetching is a check for POP mail. */
  pop: boolean;
}

/** A fetching, counted, and where it happens. Null where nothing is missing. */
export interface PlannedFetch {
  fetch: Fetch;
  scopes: FetchScope[];
}

interface Counted {
  messages: number;
  bytes: number;
}

/**
 * The bodies of IMAP folders that are kept on this computer once the changes are made. Throws a Refusal
 * where a folder was not counted: how much would come is then not known, and nothing is begun unseen.
 */
export function imapFetch(
  snapshot: Snapshot,
  subject: Subject,
  changes: readonly SettingChange[],
): PlannedFetch | null {
  const found = foldersToFetch(snapshot, subject, changes).map(({ account, folders }) => ({
    account,
    folders: folders.filter((folder) => withoutBody(folder).messages > 0),
  }));
  return counted(
    snapshot,
    found.map(({ account, folders }) => ({
      account,
      pop: false,
      folders: folders.map(({ path }) => path),
      amounts: folders.map(withoutBody),
    })),
    null,
  );
}

/** Of a folder that was never opened the server tells the number only; its bytes are counted when it is opened. */
function withoutBody(folder: FolderFact): Counted {
  const server = folder.server === null ? null : wellFormed(folder.server);
  const onServer = server?.ok ? server.value.messages : 0;
  if (!folder.everOpened) return { messages: onServer, bytes: 0 };
  const notListed = Math.max(0, onServer - folder.rows);
  if (folder.rows === 0) return { messages: notListed, bytes: 0 };
  const { withoutBody: messages, withoutBodyBytes: bytes } = needed(folder.census);
  return { messages: messages + notListed, bytes };
}

/** POP messages of which only the beginning is here; they come by a check for mail. */
export function popFetch(snapshot: Snapshot, { accounts }: Subject): PlannedFetch | null {
  const scopes = ofType(snapshot, accounts, ["pop3"]).map((account) => {
    const folders = foldersOf(snapshot, account).filter(
      ({ rows, role, census }) => rows > 0 && role !== "trash" && needed(census).partial > 0,
    );
    return {
      account,
      pop: true,
      folders: folders.map(({ path }) => path),
      amounts: folders.map(({ census }) => {
        const { partial, partialBytes } = needed(census);
        return { messages: partial, bytes: partialBytes };
      }),
    };
  });
  const asked = scopes.filter(({ folders }) => folders.length > 0).map(({ account }) => account);
  return counted(snapshot, scopes, sumOf(asked.map((account) => popRemovals(snapshot, account))));
}

/** The first that is not known makes the whole sum not known. */
export function sumOf(parts: Part<number>[]): Part<number> {
  const unknown = parts.find((part) => !part.ok);
  if (unknown) return unknown;
  const total = parts.reduce((sum, part) => sum + (part.ok ? part.value : 0), 0);
  return known(total, Math.min(...parts.map((part) => (part.ok ? part.at : 0))));
}

function counted(
  snapshot: Snapshot,
  all: (FetchScope & { amounts: Counted[] })[],
  popRemoves: Part<number> | null,
): PlannedFetch | null {
  const scopes = all.filter(({ folders }) => folders.length > 0);
  if (scopes.length === 0) return null;
  const bytesOf = ({ amounts }: { amounts: Counted[] }) =>
    amounts.reduce((sum, { bytes }) => sum + bytes, 0);
  const messages = scopes
    .flatMap(({ amounts }) => amounts)
    .reduce((sum, amount) => sum + amount.messages, 0);
  const bytes = scopes.reduce((sum, scope) => sum + bytesOf(scope), 0);
  const disk = needed(snapshot.disk);
  const free = Math.min(
    ...scopes.map(({ account }) => disk.accountFree[account] ?? disk.profileFree),
  );
  return {
    fetch: { messages, bytes, tooMuch: !(bytes <= free / 2), popRemoves },
    scopes: scopes.map(({ account, folders, pop }) => ({ account, folders, pop })),
  };
}
