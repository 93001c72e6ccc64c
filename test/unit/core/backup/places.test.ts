import { describe, expect, it } from "vitest";
import {
  type BackupPlaces,
  backupIdOf,
  noPlaces,
  placeForBackup,
  toSpeakOf,
  withoutPlace,
  withPicked,
} from "../../../../src/core/backup/places";

const blue = { markerId: "m1", rootId: "r1", name: "Blue stick" };
const red = { markerId: "m2", rootId: "r1", name: "" };
const both: BackupPlaces = { all: [blue, red], chosen: "m2", orAnother: false };

describe("a picked folder", () => {
  it("becomes a place without a name, and the next backup goes there", () => {
    const one = withPicked(noPlaces, { markerId: "m2", rootId: "r1" });
    expect(one).toEqual({ all: [red], chosen: "m2", orAnother: false });
  });

  it("that is a known place keeps its name, wherever it lies by now", () => {
    expect(withPicked(both, { markerId: "m1", rootId: "r9" })).toEqual({
      all: [{ ...blue, rootId: "r9" }, red],
      chosen: "m1",
      orAnother: false,
    });
  });

  it("under the path of another place is a place beside it", () => {
    const places = withPicked(
      { all: [blue], chosen: "m1", orAnother: false },
      { markerId: "m2", rootId: "r1" },
    );
    expect(places).toEqual(both);
  });
});

it("gives the same account another id in each place", () => {
  expect(backupIdOf("m1", "u")).toBe("m1/u");
  expect(backupIdOf("m2", "u")).not.toBe(backupIdOf("m1", "u"));
});

describe("of several backups of an account", () => {
  const backup = (verdict: string, endedAt: number) => ({ verdict, endedAt });

  it("the last complete one is spoken of, also where a later one is not", () => {
    const all = [backup("complete", 1), backup("complete", 2), backup("incomplete", 3)];
    expect(toSpeakOf(all)).toBe(all[1]);
  });

  it("the last is spoken of where none is complete", () => {
    const all = [backup("unknown", 2), backup("incomplete", 3), backup("unknown", 1)];
    expect(toSpeakOf(all)).toBe(all[1]);
    expect(toSpeakOf([])).toBeNull();
  });
});

describe("the place for a backup now", () => {
  const either = { ...both, orAnother: true };

  it("is the chosen one wherever it is there", () => {
    expect(placeForBackup(both, ["m1", "m2"], {})).toBe("m2");
    expect(placeForBackup(either, ["m1", "m2"], { m2: 9 })).toBe("m2");
  });

  it("is another only where the user allows that, and only one that is there", () => {
    expect(placeForBackup(both, ["m1"], {})).toBeNull();
    expect(placeForBackup(either, ["m1"], {})).toBe("m1");
    expect(placeForBackup(either, [], {})).toBeNull();
    expect(placeForBackup(either, ["a stranger"], {})).toBeNull();
  });

  it("is of several others the one that was not written to for longest", () => {
    const green = { markerId: "m3", rootId: "r3", name: "" };
    const three = { ...either, all: [blue, red, green] };
    expect(placeForBackup(three, ["m1", "m3"], { m1: 5, m3: 4 })).toBe("m3");
    expect(placeForBackup(three, ["m1", "m3"], { m3: 4 })).toBe("m1");
  });
});

it("forgets a place, and chooses the first that is left where it was the chosen one", () => {
  expect(withoutPlace(both, "m2")).toEqual({ ...both, all: [blue], chosen: "m1" });
  expect(withoutPlace(both, "m1")).toEqual({ ...both, all: [red] });
  expect(withoutPlace(withoutPlace(both, "m1"), "m2")).toEqual(noPlaces);
});
