/** The experiment mailDelivery; see globals.d.ts. */
declare namespace messenger {
  namespace mailDelivery {
    interface Target {
      type: string;
      name: string;
      takesMail: boolean;
      isOutbox: boolean;
      filters: number;
      retainBy: number;
      days: number;
      count: number;
      rows: number;
      free: number;
      oneFile: boolean;
    }
    interface MadeFolder {
      uri: string;
      purpose: "restored" | "scratch";
      job: string;
      state: "empty" | "writing" | "written" | "read" | "removed";
      exists: boolean;
    }
    interface Delivery {
      offset: number;
      length: number;
      staged?: string;
      read: boolean;
      starred: boolean;
      replied: boolean;
      forwarded: boolean;
      keywords: string;
    }
    function target(accountId: string, uri: string): Promise<Target>;
    function makeFolder(
      accountId: string,
      parentUri: string,
      name: string,
      purpose: "restored" | "scratch",
      job: string,
      timeoutMs: number,
    ): Promise<{ uri: string; made: boolean }>;
    function madeFolders(): Promise<MadeFolder[]>;
    function forgetFolders(job: string): Promise<void>;
    function removeFolder(uri: string): Promise<void>;
    function beginStore(uri: string): Promise<void>;
    function writeStore(uri: string, atLength: number, bytes: ArrayBuffer): Promise<void>;
    function endStore(uri: string, timeoutMs: number): Promise<{ messages: number }>;
    function stage(handle: string, bytes: ArrayBuffer): Promise<string>;
    function unstage(handle: string): Promise<void>;
    function append(
      uri: string,
      messages: Delivery[],
      bytes: ArrayBuffer,
      timeoutMs: number,
    ): Promise<{ error?: string }[]>;
    function settle(uri: string, timeoutMs: number): Promise<boolean>;
    function addTag(key: string, name: string, color: string): Promise<boolean>;
  }
}
