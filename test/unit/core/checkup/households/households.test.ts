import { describe, expect, it } from "vitest";
import { checks } from "../../../../../src/core/checkup/checks/index";
import type { Finding } from "../../../../../src/core/checkup/report";
import { runCheckup } from "../../../../../src/core/checkup/run";
import { serverSettings } from "../../../../../src/core/checkup/server-settings";
import type { Snapshot } from "../../../../../src/core/checkup/snapshot";
import type { Part } from "../../../../../src/core/part";
import { folder, server } from "../snapshots";
import { troubled } from "../troubled";
import { expectedOf, goldenOf, households, snapshotOf, writeGolden } from "./household";

const rewrite = process.env.POSTWACHT_GOLDEN === "write";

/** The findings of a list that are about an account: null where none in particular is meant, `*` for any. */
const about = (findings: Finding[], check: string, account: string | null) =>
  findings.filter(
    (one) =>
      one.check === check &&
      (account === null || account === "*" || one.subject.accounts.includes(account)),
  );

/** The parts of all accounts that are known. */
const all = <T>(record: Part<Record<string, Part<T>>>) =>
  Object.values(record.ok ? record.value : {}).flatMap((part) => (part.ok ? [part] : []));

const line = ({ check, severity, subject }: Finding) =>
  `${check} ${severity} ${subject.accounts.join("+")}`;

describe.each(households)("the household %s", (name) => {
  const expected = expectedOf(name);
  const report = runCheckup(snapshotOf(name));
  const findings = report.outcomes.flatMap((outcome) => outcome.findings);

  it.each(expected.must)("has $check ($severity) of $account: $why", (must) => {
    const severities = about(findings, must.check, must.account).map(({ severity }) => severity);
    expect(severities).toHaveLength(1);
    expect([must.severity].flat()).toContain(severities[0]);
  });

  it.each(expected.mustNot)("does not say $check of $account: $why", ({ check, account }) => {
    expect(about(findings, check, account).map(line)).toEqual([]);
  });

  it("says nothing beyond its list", () => {
    const listed = [...expected.must, ...expected.may].flatMap(({ check, account }) =>
      about(findings, check, account),
    );
    expect(findings.filter((one) => !listed.includes(one)).map(line)).toEqual([]);
  });

  it("admits what could not be seen", () => {
    const unseen = report.outcomes.flatMap(({ check, notKnown }) =>
      notKnown.flatMap(({ subject }) => subject.accounts.map((id) => `${check} of ${id}`)),
    );
    for (const { check, account } of expected.notKnown) {
      expect(unseen).toContain(`${check} of ${account}`);
    }
  });

  it("has the report that was read and found right", () => {
    if (rewrite) writeGolden(name, report);
    expect(report).toEqual(goldenOf(name));
  });
});

describe("the golden households", () => {
  it("speak of checks that exist, and together of every one", () => {
    const lists = households.map(expectedOf);
    const named = lists.flatMap(({ must, mustNot }) => [...must, ...mustNot]);
    const ids = checks.map(({ id }) => id).sort();
    expect([...new Set(named.map(({ check }) => check))].sort()).toEqual(ids);
  });

  it.each(households)("%s is saved whole: every part is known and has every field", (name) => {
    const saved = snapshotOf(name);
    const whole: Snapshot = troubled();
    expect(Object.keys(saved).sort()).toEqual(Object.keys(whole).sort());
    const missing = Object.entries(saved).filter(
      ([, part]) => (part as { ok?: boolean }).ok === false,
    );
    expect(missing).toEqual([]);
    const { settings: _, ...given } = server("p", "pop3");
    for (const { value } of all(saved.servers)) {
      const { settings, ...facts } = value;
      expect(Object.keys(facts).sort()).toEqual(Object.keys(given).sort());
      const own = Object.entries(serverSettings).filter(([, { of }]) =>
        (of as readonly string[]).includes(facts.type),
      );
      expect(Object.keys(settings).sort()).toEqual(own.map(([id]) => id).sort());
    }
    const keys = Object.keys(folder("INBOX", 1)).sort();
    for (const one of all(saved.folders).flatMap(({ value }) => value)) {
      expect(Object.keys(one).sort()).toEqual(keys);
    }
  });
});
