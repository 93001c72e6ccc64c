/**
 * What @types/thunderbird-webext-browser does not know: our experiments. A house test keeps these in
 * agreement with experiments/<noun>/schema.json. Every function rejects with an error whose message is one of
 * our reason codes, or Thunderbird's own text.
 */
declare namespace messenger {
  namespace inboxWatch {
    function dates(uri: string, keys: number[]): Promise<number[]>;
    function putAway(uri: string): Promise<{ keys: number[] | null }>;
    function startedAt(): Promise<number>;
  }
  namespace mailSettings {
    interface Server {
      account: string;
      error?: string;
      type: string;
      user: string;
      host: string;
      baseDomain: string;
      locked: string[];
      booleans: Record<string, boolean>;
      numbers: Record<string, number>;
      texts: Record<string, string>;
      store: string;
      folderPath: string;
    }
    interface Identity {
      email: string;
      keepsSent: boolean;
      sentAccount: string | null;
      sentPath: string;
      archives: boolean;
      archiveAccount: string | null;
      archivePath: string;
    }
    type AccountIdentities =
      | { account: string; identities: Identity[] }
      | { account: string; error: string };
    interface Filter {
      name: string;
      action: "delete" | "delete-from-server";
    }
    interface Disk {
      profilePath: string;
      profileFree: number;
      accountFree: Record<string, number>;
      mboxOver4Gb: boolean;
    }
    interface Connection {
      offline: boolean;
      passwordNeeded: boolean;
      signInNeeded: boolean;
    }
    interface ServerFolder {
      path: string;
      subscribed: boolean;
      selectable: boolean;
    }
    function servers(): Promise<Server[]>;
    function identities(): Promise<AccountIdentities[]>;
    function filters(accountId: string): Promise<Filter[]>;
    function popState(
      accountId: string,
      maxBytes: number,
    ): Promise<{ writtenAt: number; bytes: ArrayBuffer } | null>;
    function disk(): Promise<Disk>;
    function connection(accountId: string): Promise<Connection>;
    function isOffline(): Promise<boolean>;
    function goOffline(): Promise<void>;
    function writeSetting(
      accountId: string,
      preference: string,
      from: boolean | number,
      to: boolean | number,
      deleting: boolean,
    ): Promise<boolean | number>;
    function serverFolders(
      accountId: string,
      timeoutMs: number,
    ): Promise<{ delimiter: string; folders: ServerFolder[] }>;
    function openAccountSettings(accountId: string, page: string): Promise<void>;
  }

  namespace mailStore {
    interface Folder {
      uri: string;
      path: string;
      delimiter: string;
      name: string;
      role: string | null;
      virtual: boolean;
      noSelect: boolean;
      everOpened: boolean;
      rows: number;
      serverTotal: number | null;
      uidNext: number | null;
      parent: string | null;
      keepOffline: boolean;
      sizeOnDisk: number | null;
      expungedBytes: number;
      databaseOpen: boolean;
      ownRetention: boolean | null;
      onDisk: { bytes: number; changedAt: number };
    }
    interface FolderState extends Folder {
      uidValidity: number | null;
    }
    interface Retention {
      own: boolean;
      by: number;
      days: number;
      count: number;
      starredToo: boolean;
    }
    interface Census {
      done: number;
      bytes: number;
      withoutBody: number;
      withoutBodyBytes: number;
      partial: number;
      partialBytes: number;
      oldest: number | null;
      newest: number | null;
    }
    interface Marks {
      count: number;
      bodies: number;
      states: string;
      rows: string;
    }
    interface MessageRow {
      key: number;
      size: number;
      serverSize: number | null;
      storedSize: number;
      storeToken: string;
      flags: number;
      keywords: string;
      date: number;
      messageId: string;
      subject: string;
      from: string;
      partial: boolean;
      body: boolean;
    }
    type ReadMessage =
      | { key: number; row: MessageRow; offset: number; length: number }
      | { key: number; row: MessageRow; big: true }
      | { key: number; row?: MessageRow; error: string };
    function folderUris(accountId: string): Promise<string[]>;
    function folders(uris: string[]): Promise<{ done: number; folders: Folder[] }>;
    function state(uri: string): Promise<FolderState>;
    function retention(uri: string): Promise<Retention>;
    function askServer(
      uri: string,
      timeoutMs: number,
    ): Promise<{ messages: number; uidNext: number | null }>;
    function refresh(uri: string, timeoutMs: number): Promise<boolean>;
    function deselect(uri: string): Promise<void>;
    function quota(uri: string): Promise<{ name: string; used: number; limit: number }[]>;
    function reveal(
      accountId: string,
      path: string,
      delimiter: string,
      withoutJunkRules: boolean,
    ): Promise<Folder>;
    function keys(uri: string): Promise<number[]>;
    function rows(uri: string, keys: number[]): Promise<MessageRow[]>;
    function marks(uri: string, keys: ArrayBuffer, flagMask: number): Promise<Marks>;
    function census(uri: string, keys: number[], from: number, to: number): Promise<Census>;
    function fetchBodies(uri: string, keys: number[]): Promise<void>;
    function keepOffline(uri: string, from: boolean, to: boolean): Promise<boolean>;
    function retain(uri: string, from: number, to: number, deleting: boolean): Promise<number>;
    function keepBodies(uri: string, keys: number[]): Promise<void>;
    function fetchPartial(uri: string, keys: number[]): Promise<void>;
    function withoutBody(uri: string, keys: number[]): Promise<number[]>;
    function read(
      uri: string,
      keys: number[],
      maxBytes: number,
    ): Promise<{ messages: ReadMessage[]; bytes: ArrayBuffer }>;
    function openMessage(uri: string, key: number): Promise<string>;
    function streamMessage(uri: string, key: number, timeoutMs: number): Promise<string>;
    function readPiece(handle: string, maxBytes: number): Promise<ArrayBuffer>;
    function closeMessage(handle: string): Promise<void>;
    function release(uri: string): Promise<void>;
  }
}
