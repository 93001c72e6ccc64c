import type { ReasonCode } from "../../core/reason";
import { compareReturned, type Handed } from "../../core/rehearsal/compare";
import { listKeys } from "../../thunderbird/mail-store";
import { type RunContext, stopIfCancelled } from "../backup/run-context";
import { hashing } from "../hashing";
import { fillStore } from "../restore/fill-store";
import { nameMessage } from "../restore/name-missing";
import type { RestoreSource } from "../restore/restore-source";
import { formHashes, readThere } from "../restore/target-contents";
import type { Wanted, WantedFolder } from "../restore/wanted-messages";

/** How the messages of one folder came back. */
export interface FolderRehearsal {
  equal: number;
  changed: number;
  lost: number;
}

/** Puts messages into a scratch folder, reads them back out of Thunderbird, and compares each with its line. */
export async function rehearseFolder(
  context: RunContext,
  source: RestoreSource,
  folder: WantedFolder,
  uri: string,
): Promise<FolderRehearsal> {
  const { job } = context;
  const damaged = new Map<Wanted["line"], ReasonCode>();
  await fillStore(source, uri, folder.messages, (one) => {
    stopIfCancelled(context);
    if (one.kind === "lost") damaged.set(one.line, one.why);
  });
  const handed: Handed[] = [];
  await readThere(context, uri, await listKeys(uri), false, async (message) => {
    stopIfCancelled(context);
    const [sha256, forms] = await Promise.all([hashing.whole(message), formHashes(message)]);
    handed.push({ sha256, forms });
  });
  const expected = folder.messages.map(({ line: { sha256, canon } }) => {
    return { sha256, canon: canon ?? sha256 };
  });
  const counts = { equal: 0, changed: 0, lost: 0 };
  for (const [i, how] of compareReturned(expected, handed).entries()) {
    const message = folder.messages[i] as Wanted;
    counts[how]++;
    job.done.messages++;
    job.done.bytes += message.line.size;
    if (how !== "lost") continue;
    const why = damaged.get(message.line) ?? "message-came-back-different";
    nameMessage(context, source, folder, message, why);
  }
  return counts;
}
