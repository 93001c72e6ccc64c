import { reason } from "../../core/reason";
import { compareReturned, type Handed } from "../../core/rehearsal/compare";
import { listKeys } from "../../thunderbird/mail-store";
import { noteMissing, type RunContext, stopIfCancelled } from "../backup/run-context";
import { hashing } from "../hashing";
import { fillStore } from "../restore/fill-store";
import type { FoundMessage } from "../restore/read-messages";
import { shownName } from "../restore/restore-folder";
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
  const damaged = new Map<Wanted["line"], FoundMessage & { kind: "lost" }>();
  await fillStore(source, uri, folder.messages, (one) => {
    stopIfCancelled(context);
    if (one.kind === "lost") damaged.set(one.line, one);
  });
  const handed: Handed[] = [];
  await readThere(context, uri, await listKeys(uri), false, async (message) => {
    stopIfCancelled(context);
    const [sha256, forms] = await Promise.all([hashing.whole(message), formHashes(message)]);
    handed.push({ sha256, forms });
  });
  const asked = folder.messages.map(({ line }) => line);
  const expected = asked.map(({ sha256, canon }) => ({ sha256, canon: canon ?? sha256 }));
  const counts = { equal: 0, changed: 0, lost: 0 };
  for (const [i, how] of compareReturned(expected, handed).entries()) {
    const line = asked[i] as Wanted["line"];
    counts[how]++;
    job.done.messages++;
    job.done.bytes += line.size;
    if (how !== "lost") continue;
    noteMissing(context, {
      account: source.name,
      folder: shownName(folder),
      message: { subject: line.subject, from: line.from, date: line.date },
      reason: reason(damaged.get(line)?.why ?? "message-came-back-different", {
        file: line.volume,
      }),
    });
  }
  return counts;
}
