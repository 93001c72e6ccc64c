import { describe, expect, it } from "vitest";
import { roomRunsOut, tooLittleRoom } from "../../../../src/core/backup/room";

const work = (save: number, fetch: number) => ({
  toSave: { messages: save > 0 ? 1000 : 0, bytes: save },
  toFetch: { messages: fetch > 0 ? 1000 : 0, bytes: fetch },
  isCounted: true,
});
const gigabyte = 1e9;
const room = (backup: number, mail: number, isOneDisk = false) => ({ backup, mail, isOneDisk });

describe("the room before a run", () => {
  it("is enough where both disks keep a reserve", () => {
    expect(tooLittleRoom(work(gigabyte, gigabyte), room(1.1e9, 1.1e9))).toBeNull();
  });

  it("is too little where the new bytes, their index and the reserve do not fit", () => {
    const why = tooLittleRoom(work(gigabyte, 0), room(1.04e9, 0));
    expect(why).toEqual({
      code: "no-room-for-backup",
      values: { neededBytes: 1_051_000_000, freeBytes: 1.04e9 },
    });
  });

  it("is asked of the mail's own disk for what is to be fetched", () => {
    const why = tooLittleRoom(work(gigabyte, gigabyte), room(5e9, 0.5e9));
    expect(why?.code).toBe("no-room-for-fetching");
    expect(tooLittleRoom(work(gigabyte, 0), room(5e9, 0))).toBeNull();
  });

  it("is one where both are on one disk", () => {
    expect(tooLittleRoom(work(gigabyte, gigabyte), room(1.5e9, 1.5e9, true))?.code).toBe(
      "no-room-for-backup",
    );
    expect(tooLittleRoom(work(gigabyte, gigabyte), room(1.5e9, 1.5e9))).toBeNull();
  });

  it("is not asked for where nothing is new", () => {
    expect(tooLittleRoom(work(0, 0), room(0, 0))).toBeNull();
  });
});

describe("the room during a run", () => {
  it("says how much more is needed when a disk is nearly full", () => {
    expect(roomRunsOut(work(2e8, 0), room(2e7, gigabyte))).toEqual({
      code: "room-ran-out",
      values: { neededBytes: 2e8 + 1e6 + 5e7 - 2e7 },
    });
    expect(roomRunsOut(work(0, 2e8), room(gigabyte, 1e6))?.code).toBe("mail-room-ran-out");
  });

  it("lasts while both keep half the reserve, whatever was expected", () => {
    expect(roomRunsOut(work(5e9, 5e9), room(2.6e7, 2.6e7))).toBeNull();
  });
});
