import { type Reason, reason } from "../reason";
import type { ExpectedWork } from "./expected-work";

/** Bytes that are free where a run writes. */
export interface Room {
  /** The disk with the backup folder. */
  backup: number;
  /** The disk with Thunderbird's mail, where what is fetched stays. */
  mail: number;
  /** Both are one disk. */
  isOneDisk: boolean;
}

const megabyte = 1_000_000;
/** What a message takes beside its own bytes: its index line, separator and state block. */
const perMessage = 1000;
/** Stays free on both disks, so that what was begun can be ended: indexes, backup.json and the report. */
const reserve = 50 * megabyte;

/** Bytes that a run needs on each disk. */
export function roomNeeded({ toSave, toFetch }: ExpectedWork): { backup: number; mail: number } {
  const backup = toSave.messages > 0 ? toSave.bytes + toSave.messages * perMessage : 0;
  const mail = toFetch.bytes + toFetch.messages * perMessage;
  return { backup, mail: toFetch.messages > 0 ? mail : 0 };
}

/**
 * Why a run must not begin: it would fill a disk. Null where there is room as far as one can tell. A run
 * that writes nothing new needs none.
 */
export function tooLittleRoom(work: ExpectedWork, room: Room): Reason | null {
  const { backup, mail } = roomNeeded(work);
  const [onBackup, onMail] = room.isOneDisk ? [backup + mail, 0] : [backup, mail];
  if (onBackup > 0 && room.backup < onBackup + reserve) {
    return reason("no-room-for-backup", {
      neededBytes: onBackup + reserve,
      freeBytes: room.backup,
    });
  }
  if (onMail > 0 && room.mail < onMail + reserve) {
    return reason("no-room-for-fetching", { neededBytes: onMail + reserve, freeBytes: room.mail });
  }
  return null;
}

/**
 * Why a run has to stop now: a disk is nearly full, which others may have done. `left` is the work that is
 * still to be done; null where there is room enough to go on.
 */
export function roomRunsOut(left: ExpectedWork, room: Room): Reason | null {
  const { backup, mail } = roomNeeded(left);
  if (room.backup < reserve / 2) {
    const neededBytes = Math.max(0, backup + reserve - room.backup);
    return reason("room-ran-out", { neededBytes });
  }
  if (room.mail < reserve / 2) {
    const neededBytes = Math.max(0, mail + reserve - room.mail);
    return reason("mail-room-ran-out", { neededBytes });
  }
  return null;
}
