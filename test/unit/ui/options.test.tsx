// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { NotKnown } from "../../../src/core/checkup/report";
import { Page } from "../../../src/options/page";
import type { Overview } from "../../../src/protocol";
import { answer, asked, backup, chosen, job, outcome, overview, short } from "./given";

async function open(given: Overview, replies: Record<string, unknown> = {}) {
  answer({
    overview: given,
    "settings.get": chosen,
    "settings.set": (request: { settings: unknown }) => request.settings,
    "backup.list": given.backups,
    "checkup.run": given.report,
    ...replies,
  });
  render(<Page />);
  await screen.findByRole("heading", { name: "When Postwacht warns" });
}

function openDetails(inside: HTMLElement) {
  const details = inside.querySelector("details");
  if (!details) throw new Error("there is nothing to open");
  details.open = true;
  fireEvent(details, new Event("toggle"));
}

beforeEach(() => {
  vi.clearAllMocks();
  location.hash = "";
});
afterEach(cleanup);

describe("the report", () => {
  const unseen: NotKnown = {
    subject: { accounts: ["a2"] },
    reason: { code: "not-asked-yet", values: {} },
  };
  const given = overview([
    outcome("pop-short-retention", [short("ann@example.nl", "a1")]),
    outcome("imap-hidden-folders", [], [unseen]),
    outcome("pop-days-invalid", []),
  ]);

  it("shows what was found, what is not known with its reason, and what is fine", async () => {
    await open(given);
    const ann = within(screen.getByRole("region", { name: "ann@example.nl" }));
    expect(ann.getByText("Why this matters")).toBeTruthy();
    expect(ann.getByText("What to do")).toBeTruthy();
    const bakery = within(screen.getByRole("region", { name: "info@bakkerij.example" }));
    const unknown = within(
      bakery.getByRole("article", { name: "The server has not been asked yet." }),
    );
    expect(unknown.getByText("Not known")).toBeTruthy();
    expect(unknown.getByText("Folders that Thunderbird does not show")).toBeTruthy();
    expect(screen.getByText("Looked for, and not found: 1 point")).toBeTruthy();
  });

  it("opens the same advice once, and for the finding that the address names", async () => {
    const found = ["a1", "a2", "a3"].map((id) => short(`${id}@example.nl`, id));
    location.hash = "#finding=pop-short-retention%3Aa3";
    await open(overview([outcome("pop-short-retention", found)]));
    const advice = screen
      .getAllByText("Explanation and advice")
      .map((summary) => (summary.parentElement as HTMLDetailsElement).open);
    expect(advice).toEqual([true, false, true]);
  });

  it("goes to the finding that the address names", async () => {
    location.hash = "#finding=pop-short-retention%3Aa1";
    await open(given);
    const [article] = screen.getAllByRole("article");
    await waitFor(() => expect(document.activeElement).toBe(article));
    expect(article?.className).toContain("here");
  });

  it("is drawn for an address that makes no sense", async () => {
    location.hash = "#%E0%A4%A";
    await open(given);
    expect(screen.getAllByRole("article")).toHaveLength(2);
  });
});

describe("backups", () => {
  it("are a table with verdict and numbers, and show their folder", async () => {
    await open(overview([], { backups: [backup({ verdict: "incomplete", messages: 16_800 })] }), {
      "backup.show": null,
    });
    const row = within(
      screen.getByRole("rowheader", { name: "ann@example.nl" }).parentElement as HTMLElement,
    );
    expect(row.getByText("Incomplete")).toBeTruthy();
    expect(row.getByText("16,800 of 16,812")).toBeTruthy();
    fireEvent.click(row.getByRole("button", { name: "Show folder: ann@example.nl" }));
    await waitFor(() =>
      expect(asked("backup.show")).toEqual([{ type: "backup.show", backupId: "b1" }]),
    );
  });

  it("list what is missing, each with its reason, as text", async () => {
    const hostile = "<script>alert(1)</script>";
    await open(
      overview([], {
        job: job({
          state: "done",
          verdict: "incomplete",
          missingCount: 2,
        }),
      }),
      {
        "backup.missing": [
          {
            account: "a1",
            folder: hostile,
            messages: [{ subject: hostile, from: hostile, date: 9e15 }],
            reason: { code: "body-not-fetched", values: {} },
            action: null,
          },
          {
            account: "a1",
            folder: "Old",
            messages: [],
            reason: { code: "folder-unreadable", values: {} },
            action: null,
          },
        ],
      },
    );
    const item = await screen.findByRole("region", { name: hostile });
    openDetails(item);
    await waitFor(() => expect(within(item).getAllByText(hostile)).toHaveLength(3));
    expect(screen.getByText("This folder could not be read.")).toBeTruthy();
    expect(document.querySelector("script")).toBeNull();
  });
});

describe("the settings", () => {
  it("include and leave out accounts", async () => {
    await open(overview());
    const box = (name: string) => screen.getByRole("checkbox", { name }) as HTMLInputElement;
    expect([box("Ann").checked, box("Bakkerij").checked]).toEqual([true, false]);
    fireEvent.click(box("Ann"));
    await waitFor(() => expect(asked("settings.set")).toHaveLength(1));
    expect(asked("settings.set")[0]).toMatchObject({ settings: { notBackedUp: ["a2", "a1"] } });
  });

  it.each([
    ["45", 1, null],
    ["6", 0, "7 to 365"],
    ["366", 0, "7 to 365"],
    ["12.5", 0, "7 to 365"],
    ["", 0, "7 to 365"],
  ])("keep a sound number of days: '%s'", async (text, kept, message) => {
    await open(overview());
    const field = screen.getByLabelText("Mail stays on the server for fewer than");
    fireEvent.change(field, { target: { value: text } });
    await waitFor(() => expect(field.getAttribute("aria-invalid")).toBe(String(kept === 0)));
    expect(asked("settings.set")).toHaveLength(kept);
    if (message) expect(screen.getByText(message, { exact: false })).toBeTruthy();
  });
});
