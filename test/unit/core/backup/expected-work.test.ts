import { describe, expect, it } from "vitest";
import { expectFolder, sumOfWork } from "../../../../src/core/backup/expected-work";

const counted = { bytes: 1_000_000, withoutBody: 0, withoutBodyBytes: 0 };
const record = (messages: number, bytes: number, gone = 0) => ({ messages, bytes, gone });

describe("what a backup of a folder takes", () => {
  it("is everything the first time, and what is not here is fetched", () => {
    const size = {
      rows: 100,
      onServer: 100,
      counted: { ...counted, withoutBody: 40, withoutBodyBytes: 4e5 },
    };
    expect(expectFolder(size, undefined)).toEqual({
      toSave: { messages: 100, bytes: 1e6 },
      toFetch: { messages: 40, bytes: 4e5 },
      isCounted: true,
    });
  });

  it("is nothing where the backup holds as many, whatever their bytes", () => {
    const size = { rows: 100, onServer: null, counted };
    const { toSave } = expectFolder(size, record(100, 900_000));
    expect(toSave).toEqual({ messages: 0, bytes: 0 });
  });

  it("is what came since, and what has left the server is not taken off it", () => {
    const size = { rows: 100, onServer: null, counted };
    const { toSave } = expectFolder(size, record(180, 1_800_000, 90));
    expect(toSave).toEqual({ messages: 10, bytes: 100_000 });
  });

  it("takes mail that is not listed yet for as large as the rest", () => {
    const { toSave, toFetch, isCounted } = expectFolder(
      { rows: 100, onServer: 150, counted },
      undefined,
    );
    expect(toSave).toEqual({ messages: 150, bytes: 1_500_000 });
    expect(toFetch).toEqual({ messages: 50, bytes: 500_000 });
    expect(isCounted).toBe(true);
  });

  it("says where nobody could tell: never opened, never counted", () => {
    const never = expectFolder({ rows: 0, onServer: 30, counted: null }, undefined);
    expect(never).toMatchObject({ toSave: { messages: 30, bytes: 0 }, isCounted: false });
    expect(expectFolder({ rows: 5, onServer: null, counted: null }, undefined).isCounted).toBe(
      false,
    );
    expect(expectFolder({ rows: 0, onServer: null, counted: null }, undefined).isCounted).toBe(
      true,
    );
  });

  it("adds up, and one folder that was not counted makes the sum uncertain", () => {
    const one = expectFolder({ rows: 100, onServer: null, counted }, undefined);
    const other = expectFolder({ rows: 0, onServer: 30, counted: null }, undefined);
    expect(sumOfWork([one, other])).toEqual({
      toSave: { messages: 130, bytes: 1e6 },
      toFetch: { messages: 30, bytes: 0 },
      isCounted: false,
    });
  });
});
