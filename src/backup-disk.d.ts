/** The experiment backupDisk; see globals.d.ts. */
declare namespace messenger {
  namespace backupDisk {
    interface Root {
      rootId: string;
      path: string;
      reachable: boolean;
    }
    function pickFolder(
      title: string,
    ): Promise<{ rootId: string; path: string; isNew: boolean } | null>;
    function pickToRead(
      title: string,
      kind: "file" | "folder",
    ): Promise<{ rootId: string; path: string; file: string | null } | null>;
    function roots(): Promise<Root[]>;
    function forgetRoot(rootId: string): Promise<void>;
    function claim(rootId: string): Promise<string>;
    function list(
      rootId: string,
      path: string,
    ): Promise<{ name: string; folder: boolean; length: number }[]>;
    function makeFolder(
      rootId: string,
      owner: string,
      path: string,
      mustBeNew: boolean,
    ): Promise<void>;
    function append(
      rootId: string,
      owner: string,
      path: string,
      atLength: number,
      bytes: ArrayBuffer,
    ): Promise<void>;
    function flush(rootId: string, owner: string, path: string): Promise<void>;
    function length(rootId: string, path: string): Promise<number | null>;
    function readRange(
      rootId: string,
      path: string,
      offset: number,
      maxBytes: number,
    ): Promise<ArrayBuffer>;
    function openFile(rootId: string, path: string): Promise<File>;
    function replace(
      rootId: string,
      owner: string,
      path: string,
      bytes: ArrayBuffer,
      previousPath?: string,
    ): Promise<void>;
    function moveTail(
      rootId: string,
      owner: string,
      path: string,
      offset: number,
      tailPath: string,
    ): Promise<void>;
    function collectGarbage(): Promise<void>;
    function hashBegin(): Promise<string>;
    function hashUpdate(handles: string[], bytes: ArrayBuffer): Promise<void>;
    function hashEnd(handle: string): Promise<string>;
    function hashChain(start: string, text: string): Promise<string>;
    function profileMark(): Promise<string>;
    function freeSpace(rootId: string): Promise<number>;
    function onProfileDisk(rootId: string): Promise<boolean>;
    function show(rootId: string, path: string): Promise<void>;
  }
}
