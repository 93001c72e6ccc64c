import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../../../src/core/checkup/snapshot";
import { type Answers, argumentCodes, drawbackCodes } from "../../../../src/core/chooser/advice";
import { advise } from "../../../../src/core/chooser/advise";
import { drawbackGuide, weights } from "../../../../src/core/chooser/weights";
import { known, missing } from "../../../../src/core/part";
import { census, folder, now, snapshot } from "../checkup/snapshots";
import { ann, device, household } from "./mailboxes";

const codes = (list: { code: string }[]) => list.map(({ code }) => code);
const withPhone = (parts: Partial<Snapshot> = {}) =>
  household([{ type: "imap", quota: [1000, 10_000] }], {
    devices: { [ann]: [device("Phone")] },
    ...parts,
  });

describe("what the user is asked", () => {
  it("is filled in from the facts, and only the rest stays open", () => {
    const advice = advise(withPhone(), ann, {});
    expect(advice.filledIn).toEqual({ otherDevices: "yes", roomAtProvider: "yes" });
    expect(advice.unanswered).toEqual(["offline", "deleteEverywhere"]);
  });

  it("is all of it open where nothing is known, and then nothing is advised", () => {
    const advice = advise(snapshot(), ann, {});
    expect(advice.unanswered).toEqual([
      "otherDevices",
      "offline",
      "deleteEverywhere",
      "roomAtProvider",
    ]);
    expect([advice.choice, advice.sure]).toEqual(["either", "open"]);
    expect(advice.filledIn).toEqual({});
  });

  it("is found under the address however it was capitalised", () => {
    const devices = { "Ann@Example.NL": [device("Phone")] };
    expect(advise(household([{ type: "pop3" }], { devices }), ann, {}).filledIn).toEqual({
      otherDevices: "yes",
    });
  });
});

describe("answers that the facts contradict", () => {
  it("do not make a named device disappear", () => {
    const advice = advise(withPhone(), ann, { otherDevices: "no", offline: "yes" });
    expect(advice.conflicts).toEqual(["devices-named"]);
    expect(codes(advice.reasons)).toContain("several-devices");
    expect([advice.choice, advice.sure]).toEqual(["imap", "leaning"]);
  });

  it("count where they are the more careful ones, and the difference is named", () => {
    const advice = advise(withPhone({ devices: { [ann]: [] } }), ann, { otherDevices: "yes" });
    expect(advice.conflicts).toEqual(["devices-none-named"]);
    expect(codes(advice.reasons)).toContain("several-devices");
    expect(codes(advice.steps)).toContain("name-devices");
    expect(advice.sure).toBe("leaning");
  });

  it("do not make room in a full mailbox, but may say that there is none", () => {
    const full = household([{ type: "imap", quota: [9_000, 10_000] }]);
    const said = advise(full, ann, { roomAtProvider: "yes" });
    expect(said.conflicts).toEqual(["quota-full"]);
    expect(codes([...said.reasons, ...said.against])).toContain("room-tight");
    const other = advise(withPhone(), ann, { roomAtProvider: "no" });
    expect(other.conflicts).toEqual([]);
    expect(codes(other.against)).toEqual(["room-tight"]);
  });
});

describe("the arguments", () => {
  const sides = (given: Snapshot, answers: Answers) => {
    const { reasons, against } = advise(given, ann, answers);
    return { for: codes(reasons), against: codes(against) };
  };

  it("stand with the weightiest first, and those that decided nothing last", () => {
    const answers: Answers = { deleteEverywhere: "yes", offline: "yes" };
    expect(sides(withPhone(), answers)).toEqual({
      for: [
        "several-devices",
        "delete-everywhere",
        "room-enough",
        "gain-same-everywhere",
        "gain-survives-loss",
      ],
      against: ["read-offline"],
    });
  });

  it("leave a deletion out where there is one device only", () => {
    const given = household([{ type: "pop3" }], { devices: { [ann]: [] } });
    for (const deleteEverywhere of ["yes", "no"] as const) {
      expect(sides(given, { deleteEverywhere }).for).toEqual([
        "one-device",
        "gain-always-here",
        "gain-box-stays-small",
      ]);
    }
  });

  it("never say POP for several devices, whatever else speaks for it", () => {
    const answers: Answers = { offline: "yes", deleteEverywhere: "no", roomAtProvider: "no" };
    const advice = advise(withPhone(), ann, answers);
    expect(advice.choice).toBe("either");
    expect(advice.drawbacks).toEqual([...drawbackCodes]);
    expect(advice.against).toEqual([]);
  });

  it("count a full disk and a missing backup against POP, and only where they were seen", () => {
    const disk = (bytes: number) =>
      known({ profilePath: "/", profileFree: bytes, accountFree: {}, mboxOver4Gb: true }, now);
    const given = (parts: Partial<Snapshot>, backedUp: number | null = null) =>
      household([{ type: "pop3", backedUp }], { devices: { [ann]: [] }, ...parts });
    expect(sides(given({ disk: disk(500e6) }), {}).for).toContain("disk-tight");
    expect(sides(given({}), {}).against).toEqual(["no-backup"]);
    expect(sides(given({}, 3), {}).against).toEqual([]);
    const unseen = { disk: missing("value-unreadable"), backups: missing("value-unreadable") };
    expect(sides(given(unseen), {})).toMatchObject({ against: [] });
  });

  it("know Gmail and Outlook.com by their servers and by the address", () => {
    const by = (address: string, at: string) =>
      advise(household([{ type: "pop3", email: address, at }]), address, {}).provider;
    expect(by("info@bakkerij.example", "gmail.com")).toBe("gmail");
    expect(by("ann@hotmail.com", "example.nl")).toBe("outlook");
    expect(by(ann, "example.nl")).toBeNull();
  });

  it("have a weight and a theme of the guide, each of them", () => {
    expect(Object.keys(weights)).toEqual([...argumentCodes]);
    expect(Object.keys(drawbackGuide)).toEqual([...drawbackCodes]);
    const themes = [
      ...Object.values(weights).map(({ guide }) => guide),
      ...Object.values(drawbackGuide),
    ];
    for (const guide of themes) {
      expect(guide.length).toBeGreaterThan(0);
      expect(guide.join(" ")).toMatch(/^S\d+( S\d+)*$/);
    }
  });
});

describe("what could not be seen", () => {
  it("is named, and the advice is given all the same", () => {
    const dark = {
      servers: missing("experiment-absent"),
      folders: missing("experiment-absent"),
      quotas: missing("experiment-absent"),
      disk: missing("experiment-absent"),
      backups: missing("experiment-absent"),
    };
    const advice = advise(household([{ type: "pop3" }], dark), ann, { otherDevices: "yes" });
    expect(advice.unseen.toSorted()).toEqual(["backup", "disk", "quota", "servers", "size"]);
    expect(advice.choice).toBe("imap");
    expect(codes(advice.steps).slice(0, 2)).toEqual(["see-keep-on-server", "name-devices"]);
    expect(codes(advice.steps)).toContain("room-not-known");
  });

  it("is the size as soon as one folder does not tell it", () => {
    const size = (facts: object) => {
      const folders = [folder("INBOX", 100), folder("Old", 50, facts)];
      const given = household([{ type: "imap", folders }]);
      return advise(given, ann, { otherDevices: "no", offline: "yes" });
    };
    expect(size({}).unseen).not.toContain("size");
    expect(size({ sizeOnDisk: null }).unseen).toContain("size");
    expect(size({ everOpened: false }).unseen).toContain("size");
    expect(size({ census: missing("not-asked-yet") }).unseen).toContain("size");
  });

  it("adds what is not here yet to what is, and leaves out what was deleted", () => {
    const toCome = known(census(100, { withoutBody: 10, withoutBodyBytes: 5_000_000 }), now);
    const folders = [folder("INBOX", 100, { census: toCome, expungedBytes: 500_000 })];
    const given = household([{ type: "imap", folders }], { devices: { [ann]: [] } });
    const advice = advise(given, ann, { offline: "yes" });
    const fits = advice.steps.find(({ code }) => code === "disk-fits");
    expect(fits?.values).toEqual({ mailBytes: 6_500_000, freeBytes: 100e9 });
  });
});

describe("rubbish", () => {
  const rubbish = [undefined, null, 0, "", "x", [], {}, Number.NaN, [null], { a: null }].map(
    (value) => ({ value: value as never }),
  );

  it.each(rubbish)("in place of a part never breaks the advice: $value", ({ value }) => {
    const given = withPhone();
    for (const name of Object.keys(given) as (keyof Snapshot)[]) {
      const broken = { ...given, [name]: value };
      expect(() => advise(broken, ann, {}), name).not.toThrow();
      expect(() => advise({ ...given, [name]: known(value, now) }, ann, {}), name).not.toThrow();
      const inAccount = { ...given, [name]: known({ a: known(value, now) }, now) };
      expect(() => advise(inAccount, ann, {}), name).not.toThrow();
    }
  });

  it("in a setting is not taken for off: the step says to look", () => {
    for (const leaveOnServer of ["false", 0, null, undefined]) {
      const given = household([{ type: "pop3", settings: { leaveOnServer } }]);
      const advice = advise(given, ann, {});
      expect(advice.unseen).toContain("servers");
      expect(advice.steps[0]?.code).toBe("see-keep-on-server");
    }
  });
});
