import { type ExpectedWork, sumOfWork } from "../../core/backup/expected-work";
import { type Room, roomRunsOut, tooLittleRoom } from "../../core/backup/room";
import type { Reason } from "../../core/reason";
import { Refusal } from "../../core/refusal";
import { freeSpace, isOnProfileDisk } from "../../thunderbird/backup-disk";
import { readDisk } from "../../thunderbird/mail-settings";
import type { RunContext } from "./run-context";

const look = 1000;

const tell = (error: unknown) => console.error("Postwacht:", error);

/** The free bytes where a run over these accounts writes. */
async function roomOf(rootId: string, accounts: readonly string[]): Promise<Room> {
  const [backup, isOneDisk, disk] = await Promise.all([
    freeSpace(rootId),
    isOnProfileDisk(rootId),
    readDisk(),
  ]);
  const mail = Math.min(...accounts.map((id) => disk.accountFree[id] ?? disk.profileFree));
  return { backup, mail, isOneDisk };
}

/** Why a run must not begin for want of room; null where there is enough. */
export const roomBefore = async (
  rootId: string,
  accounts: readonly string[],
  work: ExpectedWork,
): Promise<Reason | null> => tooLittleRoom(work, await roomOf(rootId, accounts));

/**
 * Looks at both disks while a job runs, and stops it before one of them is full: what was saved is then
 * committed, and the job ends with what it lacks. Answers how to end the looking.
 */
export function watchRoom(
  context: RunContext,
  rootId: string,
  accounts: readonly string[],
): () => void {
  let isLooking = false;
  async function lookNow(): Promise<void> {
    const why = roomRunsOut(workLeft(context), await roomOf(rootId, accounts));
    if (why) context.stop(new Refusal(why.code, why.values));
  }
  const timer = setInterval(() => {
    // A disk that answers slowly is not asked twice at a time.
    if (isLooking) return;
    isLooking = true;
    lookNow()
      .catch(tell)
      .finally(() => {
        isLooking = false;
      });
  }, look);
  return () => clearInterval(timer);
}

function workLeft({ job, expected }: RunContext): ExpectedWork {
  const { toSave, toFetch, isCounted } = sumOfWork([...expected.values()]);
  const fetched = job.fetching?.done ?? { messages: 0, bytes: 0 };
  return {
    toSave: {
      messages: Math.max(0, toSave.messages - job.done.messages),
      bytes: Math.max(0, toSave.bytes - job.done.bytes),
    },
    toFetch: {
      messages: Math.max(0, toFetch.messages - fetched.messages),
      bytes: Math.max(0, toFetch.bytes - fetched.bytes),
    },
    isCounted,
  };
}
