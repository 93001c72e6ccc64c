// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { NotKnown } from "../../../src/core/checkup/report";
import { Page } from "../../../src/options/page";
import { answer, asked, chosen, finding, outcome, overview, short } from "./given";

const unseen = (account: string): NotKnown => ({
  subject: { accounts: [account] },
  reason: { code: "offline", values: {} },
});

const given = overview([
  outcome("pop-short-retention", [short("ann@example.nl", "a1", "medium")]),
  outcome("pop-deletes-immediately", [
    finding("pop-deletes-immediately", "critical", "ann@example.nl", "a1"),
  ]),
  outcome("imap-hidden-folders", [], [unseen("a2")]),
  outcome("imap-folder-never-synced", [], [unseen("a2")]),
  outcome("pop-days-invalid", []),
]);

async function open(more: Record<string, unknown> = {}) {
  answer({ overview: given, "settings.get": chosen, "backup.list": [], ...more });
  render(<Page />);
  await screen.findByRole("heading", { name: "When Postwacht warns" });
  return within(document.getElementById("checkup") as HTMLElement);
}

const headings = (level: number, page: Awaited<ReturnType<typeof open>>) =>
  page.getAllByRole("heading", { level }).map((heading) => heading.textContent);

beforeEach(() => {
  vi.clearAllMocks();
  location.hash = "";
});
afterEach(cleanup);

it("the report is sorted by address first: the worst on top, what was not seen beside it", async () => {
  const page = await open();
  expect(headings(3, page)).toEqual(["ann@example.nl", "info@bakkerij.example"]);
  const ann = within(page.getByRole("region", { name: "ann@example.nl" }));
  const levels = ann.getAllByText(/^(Critical|Medium)$/).map(({ textContent }) => textContent);
  expect(levels).toEqual(["Critical", "Medium"]);
  const bakery = within(page.getByRole("region", { name: "info@bakkerij.example" }));
  // One reason is said once, with everything that it hides.
  expect(bakery.getAllByRole("article")).toHaveLength(1);
  expect(bakery.getAllByRole("listitem")).toHaveLength(2);
});

it("advice stands open on what is pressing, and waits for a click on the rest", async () => {
  const page = await open();
  const opened = (level: string) =>
    page.getByText(level).closest("article")?.querySelector("details")?.open;
  expect(opened("Critical")).toBe(true);
  expect(opened("Medium")).toBe(false);
});

it("or by severity, with what was not seen as a group like the others", async () => {
  const page = await open();
  fireEvent.click(page.getByRole("radio", { name: "by severity" }));
  await waitFor(() =>
    expect(headings(3, page)).toEqual(["Critical", "Medium", "What could not be seen"]),
  );
  const critical = within(page.getByRole("region", { name: "Critical" }));
  expect(critical.getByText("ann@example.nl, Ann")).toBeTruthy();
  const unknown = within(page.getByRole("region", { name: "What could not be seen" }));
  expect(unknown.getAllByText(/\(info@bakkerij\.example\)$/)).toHaveLength(2);
});

it("is saved as a page or as JSON, and says where", async () => {
  const page = await open({
    "report.save": ({ format }: { format: string }) => ({ name: `/home/ann/report.${format}` }),
  });
  fireEvent.click(page.getByRole("button", { name: "Save the check-up as a page" }));
  expect(await page.findByText("Saved: /home/ann/report.html")).toBeTruthy();
  fireEvent.click(page.getByRole("button", { name: "Save the check-up as JSON" }));
  expect(await page.findByText("Saved: /home/ann/report.json")).toBeTruthy();
  expect(asked("report.save").map((one) => "format" in one && one.format)).toEqual([
    "html",
    "json",
  ]);
});

it("says why it could not be saved", async () => {
  const page = await open({ "report.save": { refused: "report-not-saved" } });
  fireEvent.click(page.getByRole("button", { name: "Save the check-up as JSON" }));
  expect((await page.findByRole("alert")).textContent).toContain("downloads folder");
});
