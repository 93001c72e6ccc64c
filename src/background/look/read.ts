import { emlName } from "../../core/look/eml-name";
import { joinBytes } from "../../core/mbox/from-lines";
import { engineCharsets } from "../../core/message/engine-charsets";
import { readMessage } from "../../core/message/read-message";
import { Refusal } from "../../core/refusal";
import type { Requests } from "../../protocol";
import { saveDownload } from "../../thunderbird/downloads";
import { keepAlive } from "../../thunderbird/event-page";
import { backupIdFrom } from "../verify/verify-job";
import { backgroundWords } from "../words";
import { folderIn, lookInto } from "./looking";
import { findLine, isAsSaved, messagePieces } from "./one-message";

/** So much of a message is looked at for its text and its attachments' names. */
const mostRead = 32 * 1024 * 1024;

async function awake<T>(work: () => Promise<T>): Promise<T> {
  const letGo = keepAlive();
  try {
    return await work();
  } finally {
    letGo();
  }
}

/** One message as text, with the names of what is attached. */
export const readLooked = ({ backupId, folder, n }: Requests["look.read"]["input"]) =>
  awake(async (): Promise<Requests["look.read"]["output"]> => {
    const looked = await lookInto(backupIdFrom(backupId));
    const line = await findLine(looked, folderIn(looked, folder), n);
    const whole = await isAsSaved(looked, line);
    const pieces = await messagePieces(looked, line, mostRead);
    const message = readMessage(joinBytes(pieces), engineCharsets);
    return { ...message, size: line.size, whole, onlyBeginning: line.length > mostRead };
  });

/** Saves one message where downloads go, byte for byte as it was saved. */
export const saveLooked = ({ backupId, folder, n }: Requests["look.saveEml"]["input"]) =>
  awake(async (): Promise<Requests["look.saveEml"]["output"]> => {
    const looked = await lookInto(backupIdFrom(backupId));
    const line = await findLine(looked, folderIn(looked, folder), n);
    const whole = await isAsSaved(looked, line);
    const pieces = await messagePieces(looked, line);
    const wanted = emlName(line.subject, backgroundWords().say("look_eml_name"));
    const name = await saveDownload(wanted, pieces, "message/rfc822").catch(() => {
      throw new Refusal("message-not-saved");
    });
    return { name, whole };
  });
