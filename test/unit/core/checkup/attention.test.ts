import { describe, expect, it } from "vitest";
import { badgeCount, newsIn } from "../../../../src/core/checkup/attention";
import type { Finding, Outcome, Report, Severity } from "../../../../src/core/checkup/report";
import type { Job } from "../../../../src/core/job";
import { reason } from "../../../../src/core/reason";

const finding = (
  check: string,
  account: string,
  severity: Severity,
  more: Partial<Finding> = {},
): Finding => ({
  id: `${check}:${account}`,
  fingerprint: "1",
  check,
  severity,
  subject: { accounts: [account], address: `${account}@example.nl` },
  values: {},
  ...more,
});

const outcome = (check: string, findings: Finding[], blind = false): Outcome => ({
  check,
  state: findings.length > 0 ? "found" : blind ? "unknown" : "fine",
  findings,
  notKnown: blind ? [{ subject: { accounts: [] }, reason: reason("offline") }] : [],
});

const report = (...outcomes: Outcome[]): Report => ({ version: 1, takenAt: 1, outcomes });
const backup = (kind: string, account = "a") =>
  finding("backup-missing-or-stale", account, "high", { values: { kind } });
const job = (state: Job["state"], verdict: Job["verdict"] = "complete") =>
  ({ kind: "backup", state, verdict }) as Job;

describe("the badge counts", () => {
  it("addresses with something critical, each once, whatever its spelling", () => {
    const spelled = finding("y", "b", "critical", {
      subject: { accounts: ["b"], address: "A@Example.nl" },
    });
    const given = report(
      outcome("x", [finding("x", "a", "critical"), finding("x", "c", "critical")]),
      outcome("y", [spelled, finding("y", "d", "high"), finding("y", "e", "info")]),
    );
    expect(badgeCount(given, {}, null)).toBe(2);
  });

  it("one more for a backup that is overdue or failed, however many accounts it is about", () => {
    const all = [backup("never", "a"), backup("old", "b"), backup("incomplete", "c")];
    expect(badgeCount(report(outcome("backup-missing-or-stale", all)), {}, null)).toBe(1);
    expect(badgeCount(report(), {}, job("failed"))).toBe(1);
    expect(badgeCount(report(), {}, job("done", "incomplete"))).toBe(1);
  });

  it.each(["same-disk", "unread"])("nothing for a backup that is neither: %s", (kind) => {
    expect(badgeCount(report(outcome("backup-missing-or-stale", [backup(kind)])), {}, null)).toBe(
      0,
    );
  });

  it("nothing for a backup that the user stopped, or that is still made", () => {
    for (const state of ["cancelled", "running", "waiting", "done"] as const) {
      expect(badgeCount(report(), {}, job(state))).toBe(0);
    }
  });

  it("nothing for a fetch that failed: the report tells what is missing", () => {
    expect(badgeCount(report(), {}, { ...job("failed"), kind: "fetch" })).toBe(0);
  });

  it("nothing that the user put aside, until its facts change", () => {
    const given = report(outcome("x", [finding("x", "a", "critical")]));
    expect(badgeCount(given, { "x:a": "1" }, null)).toBe(0);
    expect(badgeCount(given, { "x:a": "other facts" }, null)).toBe(1);
  });

  it("nothing before the first look", () => {
    expect(badgeCount(null, {}, null)).toBe(0);
  });
});

describe("news", () => {
  const serious = report(
    outcome("x", [finding("x", "a", "high"), finding("x", "b", "critical")]),
    outcome("y", [finding("y", "a", "medium")]),
  );
  const ids = (news: Finding[]) => news.map(({ id }) => id);

  it("is what is serious and was not there before, the critical first", () => {
    expect(ids(newsIn(serious, {}, {}).news)).toEqual(["x:b", "x:a"]);
  });

  it("is nothing at the very first report, which is remembered whole", () => {
    const { news, seen } = newsIn(serious, {}, null);
    expect(news).toEqual([]);
    expect(newsIn(serious, {}, seen).news).toEqual([]);
  });

  it("is a finding whose facts have changed", () => {
    expect(ids(newsIn(serious, {}, { "x:a": "1", "x:b": "other facts" }).news)).toEqual(["x:b"]);
  });

  it("is no finding that the user put aside", () => {
    expect(ids(newsIn(serious, { "x:b": "1" }, {}).news)).toEqual(["x:a"]);
  });

  it("is not how a backup ended, which is told elsewhere, but is one that was never made", () => {
    const check = "backup-missing-or-stale";
    const all = ["incomplete", "unproved", "never"].map((kind) => backup(kind, kind));
    const { news, seen } = newsIn(report(outcome(check, all)), {}, {});
    expect(ids(news)).toEqual([`${check}:never`]);
    expect(Object.keys(seen)).toHaveLength(3);
  });

  it("is a finding that went away and came back", () => {
    const gone = newsIn(report(outcome("x", [])), {}, { "x:a": "1" });
    expect(ids(newsIn(serious, {}, gone.seen).news)).toContain("x:a");
  });

  it("is no finding that merely could not be seen for a while", () => {
    const blind = newsIn(report(outcome("x", [], true)), {}, { "x:a": "1", "x:b": "1" });
    expect(newsIn(serious, {}, blind.seen).news).toEqual([]);
  });
});
