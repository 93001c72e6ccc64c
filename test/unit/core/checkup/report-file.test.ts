import { describe, expect, it } from "vitest";
import type { Report } from "../../../../src/core/checkup/report";
import {
  type CheckupWords,
  reportFile,
  reportJson,
} from "../../../../src/core/checkup/report-file";
import { reason } from "../../../../src/core/reason";

const hostile = `<img src=x onerror="alert(1)">`;

const words: CheckupWords = {
  language: "en",
  say: (key, values = {}) => [key, ...Object.values(values)].join(" "),
  number: String,
  size: String,
  date: (time) => `date ${time}`,
  check: (check, part, values = {}) => [check, part, ...Object.values(values)].join(" "),
  reason: ({ code }) => code,
};

const finding = (
  check: string,
  account: string,
  severity: "high" | "critical",
  address: string,
) => ({
  id: `${check}:${account}`,
  fingerprint: "1",
  check,
  severity,
  subject: { accounts: [account], address },
  values: { address },
});

const report: Report = {
  version: 1,
  takenAt: 7,
  outcomes: [
    {
      check: "short",
      state: "found",
      findings: [
        finding("short", "a1", "high", "ann@example.nl"),
        finding("short", "a2", "high", "bob@example.nl"),
      ],
      notKnown: [{ subject: { accounts: ["a3"] }, reason: reason("offline") }],
      reason: reason("offline"),
    },
    {
      check: "gone",
      state: "found",
      findings: [finding("gone", "a2", "critical", hostile)],
      notKnown: [],
    },
    { check: "blind", state: "unknown", findings: [], notKnown: [], reason: reason("busy") },
    { check: "well", state: "fine", findings: [], notKnown: [] },
  ],
};

const file = {
  report,
  accounts: [{ id: "a3", name: hostile, type: "imap", emails: [] }],
  dismissed: { "short:a2": "1" },
  program: { postwacht: "0.1.0", thunderbird: "153.0" },
};

describe("the page", () => {
  const html = reportFile(file, words);

  it("has no script, allows none, and shows hostile names as text", () => {
    expect(html).not.toMatch(/<script|<img|<a |onerror="/);
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  it("has every address once, the worst first, with its sentences and the advice", () => {
    const headings = [...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, text]) => text);
    expect(headings[0]).toContain("&lt;img");
    expect(headings[1]).toBe("ann@example.nl");
    for (const part of ["what", "effect", "why", "do"]) {
      expect(html).toContain(`short ${part} ann@example.nl`);
    }
  });

  it("lists what was put aside apart, and what could not be seen with its reason", () => {
    expect(html).not.toContain("<h2>bob@example.nl</h2>");
    expect(html).toMatch(/options_put_aside 1<\/h2>\s*<ul>\s*<li>bob@example.nl: short what/);
    expect(html).toMatch(/<li>short title<br>.*offline<\/li>/);
    expect(html).toContain("<li>blind title<br>busy</li>");
    expect(html).toContain("<li>well title</li>");
  });

  it("says so where nothing was found", () => {
    const fine = { ...file, report: { ...report, outcomes: [] } };
    expect(reportFile(fine, words)).toContain("<p>popup_nothing_found</p>");
  });
});

it("the JSON is the report itself, with what explains it", () => {
  const read = JSON.parse(reportJson(file));
  expect(read).toMatchObject(report);
  expect(read.putAside).toEqual(["short:a2"]);
  expect(read.accounts).toEqual(file.accounts);
});
