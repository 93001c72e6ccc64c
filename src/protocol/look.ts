import type { Standing } from "../core/look/best-rows";
import type { LookPage } from "../core/look/list-messages";
import type { LookQuery } from "../core/look/query";
import type { ReadMessage } from "../core/message/read-message";

/** A folder of a backup that is looked into. */
export interface LookFolderSummary {
  id: string;
  name: string;
  path: string;
  /** Messages in its files, those that have left the folder too; null where no backup.json tells. */
  messages: number | null;
  gone: number | null;
  /** False once the folder itself is gone. */
  present: boolean;
}

/** One message of a backup, to be read as text. */
export interface LookedMessage extends ReadMessage {
  /** Bytes of the message. */
  size: number;
  /** Whether its bytes are those that were saved. */
  whole: boolean;
  /** It is so large that only its first megabytes were looked at. */
  onlyBeginning: boolean;
}

/** Looking into a backup, without restoring anything. */
export interface LookRequests {
  /** The folders of a backup; `isCurrent` is false where its backup.json is damaged. */
  "look.folders": {
    input: { backupId: string };
    output: {
      name: string;
      isCurrent: boolean;
      folders: LookFolderSummary[];
      /** The user's tags, as they were named when it was made. */
      tags: { key: string; name: string }[];
    };
  };
  /**
   * A page of the messages that somebody looks for: of one folder, or of all. `view` names the list on a page:
   * its next question ends the one before. `after` is the page before's `next`.
   */
  "look.list": {
    input: {
      backupId: string;
      folder?: string;
      query: LookQuery;
      after?: Standing | null;
      view: string;
    };
    output: LookPage;
  };
  /** One message as text; `folder` is the one that holds its bytes. */
  "look.read": { input: { backupId: string; folder: string; n: number }; output: LookedMessage };
  /** Saves one message where downloads go, without anything that is not its own. */
  "look.saveEml": {
    input: { backupId: string; folder: string; n: number };
    output: { name: string; whole: boolean };
  };
}
