import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { checks } from "../../../../src/core/checkup/checks/index";
import type { Finding, Report } from "../../../../src/core/checkup/report";
import { runCheckup } from "../../../../src/core/checkup/run";
import type { Snapshot } from "../../../../src/core/checkup/snapshot";
import { reasonCodes } from "../../../../src/core/reason";
import { damage, dice, rubbish } from "./damage";
import { troubled } from "./troubled";

/** Damaged snapshots per test: every check runs on each of them. */
const rounds = 1000;
const timeout = 60_000;

/** Never changed: damage is done to copies. */
const ground = troubled();

const levels = ["critical", "high", "medium", "low", "info"];

/** What is wrong with a report as such, whatever it was made from. */
function unsound(report: Report): string[] {
  const wrong: string[] = [];
  const hold = (ok: boolean, what: string) => {
    if (!ok) wrong.push(what);
  };
  hold(isDeepStrictEqual(JSON.parse(JSON.stringify(report)), report), "is no plain JSON");
  const order = isDeepStrictEqual(
    report.outcomes.map(({ check }) => check),
    checks.map(({ id }) => id),
  );
  hold(order, "has not every check once");
  for (const { check, state, findings, notKnown, reason } of report.outcomes) {
    const proper = findings.length ? "found" : notKnown.length ? "unknown" : "fine";
    hold(state === proper, `${check}: ${state} and not ${proper}`);
    hold(isDeepStrictEqual(reason, notKnown[0]?.reason), `${check}: another reason than its first`);
    hold(
      notKnown.every((unseen) => reasonCodes.includes(unseen.reason.code)),
      `${check}: a reason that has no words`,
    );
    hold(new Set(findings.map(({ id }) => id)).size === findings.length, `${check}: one id twice`);
    for (const one of findings) wrong.push(...unsoundFinding(one));
  }
  return wrong;
}

function unsoundFinding({ check, values, severity, subject }: Finding): string[] {
  const own = checks.find(({ id }) => id === check);
  const names = [...(own?.values ?? []), ...(own?.kinds ? ["kind"] : [])];
  const readable = (value: unknown) => typeof value === "string" || Number.isFinite(value);
  const sound = {
    values: isDeepStrictEqual(Object.keys(values).sort(), names.sort()),
    "readable values": Object.values(values).every(readable),
    kind: !own?.kinds || own.kinds.includes(String(values.kind)),
    severity: levels.includes(severity),
    accounts: subject.accounts.every((id) => typeof id === "string"),
  };
  return Object.entries(sound).flatMap(([what, ok]) => (ok ? [] : [`${check}: ${what}`]));
}

describe("a damaged or hostile snapshot", () => {
  it.each(rubbish.map((value) => [value]))("never makes the check-up throw: %j", (value) => {
    expect(unsound(runCheckup(value as Snapshot))).toEqual([]);
  });

  it(
    "gives a sound report wherever the rubbish stands",
    () => {
      let seen = 0;
      for (let seed = 1; seed <= rounds; seed++) {
        const roll = dice(seed);
        const times = 1 + roll(3);
        let from: unknown = ground;
        for (let n = 0; n < times; n++) from = damage(from, roll);
        const report = runCheckup(from as Snapshot);
        expect(unsound(report), `seed ${seed}`).toEqual([]);
        if (report.outcomes.some(({ state }) => state === "unknown")) seen++;
      }
      expect(seen).toBeGreaterThan(rounds / 4);
    },
    timeout,
  );

  it("gives the same report once more when it was saved and read again", () => {
    const saved = JSON.parse(JSON.stringify(troubled()));
    expect(runCheckup(saved)).toEqual(runCheckup(troubled()));
  });

  it("starts from one in which every check finds something", () => {
    const silent = runCheckup(troubled()).outcomes.filter(({ state }) => state !== "found");
    expect(silent.map(({ check }) => check)).toEqual([]);
  });
});

const perAccount = [
  "servers",
  "folders",
  "hidden",
  "quotas",
  "popStates",
  "identities",
  "filters",
  "past",
  "inboxes",
  "backups",
] as const;

/** The parts of one account damaged at one random place; which account, and where. */
function damageOne(seed: number): { id: string; where: string; from: Snapshot } {
  const roll = dice(seed);
  const from = structuredClone(ground);
  const name = perAccount[roll(perAccount.length)] ?? "servers";
  const part = from[name];
  if (!part.ok) throw new Error(`${name} is not known`);
  const ids = Object.keys(part.value);
  const id = ids[roll(ids.length)] ?? "";
  const record = part.value as Record<string, unknown>;
  record[id] = damage(record[id], roll);
  return { id, where: `seed ${seed}: ${name} of ${id}`, from };
}

/** Findings about an account; those without any speak of the whole profile. */
const about = (report: Report, pick: (finding: Finding) => boolean) =>
  report.outcomes.flatMap(({ findings }) => findings.filter(pick));

describe("one account whose facts are damaged", () => {
  it(
    "changes no finding about another, and hides none of them",
    () => {
      const whole = runCheckup(troubled());
      for (let seed = 1; seed <= rounds; seed++) {
        const { id, where, from } = damageOne(seed);
        const others = ({ subject }: Finding) =>
          subject.accounts.length > 0 && !subject.accounts.includes(id);
        const same = isDeepStrictEqual(about(runCheckup(from), others), about(whole, others));
        if (!same) expect(about(runCheckup(from), others), where).toEqual(about(whole, others));
      }
    },
    timeout,
  );
});
