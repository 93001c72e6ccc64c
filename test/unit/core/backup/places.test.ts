import { describe, expect, it } from "vitest";
import {
  type BackupPlaces,
  backupIdOf,
  chosenPlace,
  noPlaces,
  toSpeakOf,
  withPicked,
} from "../../../../src/core/backup/places";

const blue = { markerId: "m1", rootId: "r1", name: "Blue stick" };
const red = { markerId: "m2", rootId: "r1", name: "" };
const both: BackupPlaces = { all: [blue, red], chosen: "m2" };

describe("a picked folder", () => {
  it("becomes a place without a name, and the next backup goes there", () => {
    const one = withPicked(noPlaces, { markerId: "m2", rootId: "r1" });
    expect(one).toEqual({ all: [red], chosen: "m2" });
    expect(chosenPlace(one)).toEqual(red);
  });

  it("that is a known place keeps its name, wherever it lies by now", () => {
    expect(withPicked(both, { markerId: "m1", rootId: "r9" })).toEqual({
      all: [{ ...blue, rootId: "r9" }, red],
      chosen: "m1",
    });
  });

  it("under the path of another place is a place beside it", () => {
    const places = withPicked({ all: [blue], chosen: "m1" }, { markerId: "m2", rootId: "r1" });
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
