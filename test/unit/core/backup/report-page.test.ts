import { describe, expect, it } from "vitest";
import { type ReportWords, reportPage } from "../../../../src/core/backup/report-page";
import { withPart } from "../../../../src/core/backup/report-part";
import type { Missing } from "../../../../src/core/job";
import { reason } from "../../../../src/core/reason";
import { manifestOf, recordOf } from "./manifests";

const words: ReportWords = {
  language: "en",
  say: (key, values = {}) => [key, ...Object.values(values)].join(" "),
  number: (value) => `#${value}`,
  size: (bytes) => `${bytes} B`,
  date: (time) => `@${time}`,
  reason: ({ code }) => `because ${code}`,
};

const markup = `</td><script>alert("1 & '2'")</script>`;
const missing = (subject: string): Missing => ({
  account: "a",
  folder: markup,
  message: { subject, from: markup, date: null },
  reason: reason("message-partial"),
});
const verdict = { at: 1, server: 9, rows: 8, bodies: 7, saved: 6, altered: 0 };
const rows = (page: string) => page.match(/<tr>/g)?.length ?? 0;

describe("reportPage", () => {
  it("shows the four numbers, the verdict and what stands against it", () => {
    const folders = [
      recordOf({ verdict: { ...verdict, state: "complete", altered: 2 }, gone: 3 }),
      recordOf({
        path: "Work",
        delimiter: "",
        verdict: { ...verdict, state: "incomplete", server: null, reason: reason("offline") },
        subscribed: false,
        present: false,
      }),
      recordOf({ path: "New" }),
    ];
    const page = reportPage(manifestOf({ folders }), [], words);
    for (const number of [9, 8, 7, 6]) expect(page).toContain(`<td class="n">#${number}</td>`);
    for (const note of [
      "report_state_complete<br>report_altered 2<br>report_gone 3",
      "report_state_incomplete<br>because offline<br>report_not_subscribed<br>report_not_present",
      "report_state_unknown",
      "report_nothing_missing",
      // A folder that is no more counts no more.
      "report_verdict_complete 6 9",
    ]) {
      expect(page).toContain(note);
    }
  });

  it("takes no markup from mail, folders or accounts, and runs and loads nothing", () => {
    const folders = [recordOf({ name: markup, path: markup })];
    const page = reportPage(manifestOf({ address: markup, folders }), [missing(markup)], words);
    expect(page).not.toMatch(/<script|<img|<link|<a |javascript:/i);
    expect(page).toContain("default-src 'none'");
  });

  it("says how the last try to put mail back ended, and what it did not bring back", () => {
    const rehearsal = {
      ...{ at: 7, thunderbird: "153.7", all: false },
      ...{ asked: 9, equal: 5, changed: 3, lost: 1 },
    };
    const page = reportPage(manifestOf({ rehearsal }), [], words);
    expect(page).toContain(
      "report_rehearsal_sample @7 153.7 report_rehearsal_whole 8 9 rehearsal_changed 3 report_rehearsal_lost 1",
    );
    expect(reportPage(manifestOf({}), [], words)).not.toContain("report_rehearsal");
  });

  it("takes a part written anew in the place of the old one, and in a report that has none", () => {
    const first = withPart(reportPage(manifestOf({}), [], words), "rehearsal", "<p>$& one</p>");
    const second = withPart(first, "rehearsal", "<p>two</p>");
    expect(first).toContain("<p>$& one</p>");
    expect(second).toContain("<p>two</p>");
    expect(second).not.toContain("one</p>");
    expect(second.replace("<p>two</p>", "")).toBe(reportPage(manifestOf({}), [], words));
    expect(withPart("<main>old</main>", "reading", "<p>new</p>")).toContain("<p>new</p>");
  });

  it("names 5,000 missing messages and counts the rest", () => {
    const page = reportPage(manifestOf(), Array(5003).fill(missing("x")), words);
    expect(page).toContain("report_more_missing 3");
    // The two headings are rows too.
    expect(rows(page)).toBe(5002);
  });
});
