import { describe, expect, it } from "vitest";
import { checks } from "../../../../src/core/checkup/checks/index";
import type { Report } from "../../../../src/core/checkup/report";
import { runCheckup } from "../../../../src/core/checkup/run";
import type { Snapshot } from "../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../src/core/part";
import { reasonCodes } from "../../../../src/core/reason";
import { account, backup, daysAgo, folder, hidden, now, server, snapshot } from "./snapshots";

const archive = folder("Archive", 0, { everOpened: false, server: known({ messages: 9 }, now) });

/** A profile in which almost every check finds something, as the ground that the damage is done to. */
const troubled = (): Snapshot =>
  snapshot({
    accounts: known(
      [account("p", "pop3"), account("i", "imap"), account("l", "local", ""), account("e", "ews")],
      now,
    ),
    servers: known(
      {
        p: known(
          server("p", "pop3", { deleteByAge: true, daysOnServer: 3, deleteFollowsLocal: true }),
          now,
        ),
        i: known(server("i", "imap"), now),
      },
      now,
    ),
    folders: known({ i: known([folder("INBOX", 5), archive], now) }, now),
    hidden: known({ i: known([hidden("Old"), hidden("Empty", 0)], now) }, now),
    backups: known(
      { p: null, i: backup({ endedAt: daysAgo(90), onProfileDisk: missing("internal") }) },
      now,
    ),
  });

const rubbish: unknown[] = [
  null,
  undefined,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  0,
  1e21,
  "",
  "__proto__",
  "@",
  [],
  [null],
  {},
  { ok: true },
  { ok: false },
  { ok: false, reason: { code: "no such code" } },
  { ok: true, value: [null, 7, "x", {}] },
  { ok: true, value: { p: 1, i: null, __proto__: null } },
];

/** A small generator with a seed, so that a failure can be seen again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % sides;
  };
}

/** Puts rubbish at one random place of the snapshot. */
function damage(value: unknown, roll: (sides: number) => number): unknown {
  const keys = value && typeof value === "object" ? Object.keys(value) : [];
  if (keys.length === 0 || roll(4) === 0) return rubbish[roll(rubbish.length)];
  const key = keys[roll(keys.length)] ?? "";
  const copy: Record<string, unknown> = Array.isArray(value)
    ? (Object.assign([], value) as never)
    : { ...(value as object) };
  copy[key] = damage(copy[key], roll);
  return copy;
}

function expectSound(report: Report, seed: number): void {
  const about = `seed ${seed}`;
  expect(JSON.parse(JSON.stringify(report)), about).toEqual(report);
  expect(report.outcomes.map(({ check }) => check)).toEqual(checks.map(({ id }) => id));
  for (const { check, state, findings, notKnown, reason } of report.outcomes) {
    const proper = findings.length ? "found" : notKnown.length ? "unknown" : "fine";
    expect(state, about).toBe(proper);
    expect(reason, about).toEqual(notKnown[0]?.reason);
    for (const unseen of notKnown) expect(reasonCodes, about).toContain(unseen.reason.code);
    const own = checks.find(({ id }) => id === check);
    for (const { values } of findings) {
      const names = [...(own?.values ?? []), ...(own?.kinds ? ["kind"] : [])];
      expect(Object.keys(values).sort(), about).toEqual(names.sort());
      if (own?.kinds) expect(own.kinds, about).toContain(values.kind);
    }
  }
}

describe("a damaged or hostile snapshot", () => {
  it.each(rubbish.map((value) => [value]))("never makes the check-up throw: %j", (value) => {
    expectSound(runCheckup(value as Snapshot), 0);
  });

  it("gives a sound report wherever the rubbish stands", () => {
    let seen = 0;
    for (let seed = 1; seed <= 3000; seed++) {
      const roll = dice(seed);
      const times = 1 + roll(3);
      let from: unknown = troubled();
      for (let n = 0; n < times; n++) from = damage(from, roll);
      const report = runCheckup(from as Snapshot);
      expectSound(report, seed);
      if (report.outcomes.some(({ state }) => state === "unknown")) seen++;
    }
    expect(seen).toBeGreaterThan(1000);
  });

  it("gives the same report once more when it was saved and read again", () => {
    const saved = JSON.parse(JSON.stringify(troubled()));
    expect(runCheckup(saved)).toEqual(runCheckup(troubled()));
  });

  it("starts from one in which only those settings are silent that exclude the others", () => {
    const silent = runCheckup(troubled()).outcomes.filter(({ state }) => state !== "found");
    expect(silent.map(({ check }) => check)).toEqual([
      "pop-deletes-immediately",
      "pop-days-invalid",
    ]);
  });
});
