// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Popup } from "../../../src/popup/face";
import type { Overview } from "../../../src/protocol";
import { answer, asked, chosen, job, nothingToDo, outcome, overview, short } from "./given";
import { plan, receipt } from "./given-fix";

const withFix = (more: Partial<Overview> = {}) =>
  overview(
    [
      outcome("pop-short-retention", [
        { ...short("ann@example.nl", "a1"), action: "fix" as const },
      ]),
    ],
    more,
  );

const replies = (given: Overview, more: Record<string, unknown>) => ({
  overview: given,
  "backup.estimate": nothingToDo,
  "job.status": given.job,
  "backup.list": given.backups,
  "settings.get": chosen,
  ...more,
});

/** Opens the popup and presses the button of the finding. */
async function openPanel(answers: Record<string, unknown>) {
  answer(replies(withFix(), answers));
  render(<Popup />);
  const card = within(await screen.findByRole("region", { name: "ann@example.nl" }));
  const opener = card.getByRole("button");
  opener.focus();
  fireEvent.click(opener);
  const panel = within(await screen.findByRole("region", { name: "What will be changed" }));
  return { panel, opener };
}

const button = (name: string) => screen.getByRole("button", { name }) as HTMLButtonElement;

beforeEach(() => {
  vi.clearAllMocks();
  location.hash = "";
});
afterEach(cleanup);

it("names every setting with its value before and after, and writes only at the click", async () => {
  const { panel } = await openPanel({ "fix.plan": plan(), "fix.apply": receipt() });
  expect(await panel.findByText("Leave messages on server: off → on")).toBeTruthy();
  expect(panel.getByText("Days on the server: 3 → 100")).toBeTruthy();
  expect(panel.getByText("Ann")).toBeTruthy();
  expect(asked("fix.apply")).toEqual([]);
  fireEvent.click(button("Change these 2 settings"));
  await waitFor(() => expect(asked("fix.apply")).toHaveLength(1));
  expect(asked("fix.apply")[0]).toEqual({
    type: "fix.apply",
    findingId: "pop-short-retention:a1",
    planHash: "h1",
  });
});

it("leaves one main button: that of the panel", async () => {
  const { panel, opener } = await openPanel({ "fix.plan": plan() });
  await panel.findByText("Days on the server: 3 → 100");
  const mains = screen.getAllByRole("button").filter((one) => one.className === "main");
  expect(mains.map((one) => one.textContent)).toEqual(["Change these 2 settings"]);
  expect(opener.getAttribute("aria-expanded")).toBe("true");
});

it("tells what was done and takes it back at one click where that is safe", async () => {
  const { panel } = await openPanel({
    "fix.plan": plan(),
    "fix.apply": receipt(),
    "fix.undo": receipt({ undoneAt: Date.now() }),
  });
  await panel.findByText("Leave messages on server: off → on");
  fireEvent.click(button("Change these 2 settings"));
  const note = await screen.findByRole("region", { name: "What was changed" });
  expect(within(note).getByText("Done:")).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(note));
  fireEvent.click(within(note).getByRole("button", { name: "Undo" }));
  expect(await within(note).findByText("Taken back:")).toBeTruthy();
  expect(within(note).getByText("Leave messages on server: on → off")).toBeTruthy();
  expect(asked("fix.undo")).toEqual([{ type: "fix.undo", receiptId: "r1" }]);
  expect(within(note).queryByRole("button")).toBeNull();
});

it("writes nothing after Cancel, and gives the focus back", async () => {
  const { panel, opener } = await openPanel({ "fix.plan": plan() });
  await panel.findByText("Leave messages on server: off → on");
  fireEvent.click(panel.getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(document.activeElement).toBe(opener));
  expect(screen.queryByRole("region", { name: "What will be changed" })).toBeNull();
  expect(asked("fix.apply")).toEqual([]);
});

it("says what is fetched, and what that check removes from the server; then only knowingly", async () => {
  const fetch = {
    messages: 12,
    bytes: 34_000_000,
    tooMuch: false,
    popRemoves: { ok: true, value: 5, at: 1 } as const,
  };
  const { panel } = await openPanel({
    "fix.plan": plan({ fetch, cover: "stale" }),
    "fix.apply": receipt(),
  });
  expect(await panel.findByText(/^12 messages \(34 MB\) are then fetched/)).toBeTruthy();
  expect(panel.getByText(/removes 5 messages from the server/)).toBeTruthy();
  const confirm = button("Change these 2 settings and fetch");
  expect(confirm.disabled).toBe(true);
  fireEvent.click(screen.getByRole("checkbox", { name: "Go on without a backup of today" }));
  await waitFor(() => expect(confirm.disabled).toBe(false));
  fireEvent.click(confirm);
  await waitFor(() => expect(asked("fix.apply")).toHaveLength(1));
  expect(asked("fix.apply")[0]).toMatchObject({ knowingly: true });
});

it("asks for a backup before every check for POP mail, also where nothing is due", async () => {
  const popRemoves = { ok: true, value: 0, at: 1 } as const;
  const fetch = { messages: 1, bytes: 9000, tooMuch: false, popRemoves };
  const { panel } = await openPanel({
    "fix.plan": plan({ changes: [], fetch, cover: "none" }),
    "backup.start": null,
  });
  expect(await panel.findByText(/removes nothing from the server/)).toBeTruthy();
  expect(button("Fetch these messages").disabled).toBe(true);
  fireEvent.click(panel.getByRole("button", { name: "Back up now" }));
  await waitFor(() => expect(asked("backup.start")).toHaveLength(1));
});

it("shows how far the fetching is and how it ended, and calls it no backup", async () => {
  const running = job({
    kind: "fetch",
    current: { account: "a1", folder: "Work", step: "fetching" },
  });
  answer(replies(overview([], { job: running }), { "job.status": running }));
  render(<Popup />);
  expect(await screen.findByRole("progressbar", { name: "Progress of the fetching" })).toBeTruthy();
  expect(button("Back up now").disabled).toBe(true);
  cleanup();
  const ended = job({ kind: "fetch", state: "done", verdict: "incomplete", missingCount: 3 });
  answer(replies(overview([], { job: ended }), {}));
  render(<Popup />);
  expect(await screen.findByText("3 messages or folders could not be fetched.")).toBeTruthy();
  // What could not be fetched says nothing about the backup.
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Your mail is safe");
});

it("offers no button for what would not fit on this computer", async () => {
  const fetch = { messages: 9, bytes: 9e12, tooMuch: true, popRemoves: null };
  const { panel } = await openPanel({ "fix.plan": plan({ fetch }) });
  expect(await panel.findByText(/more than half of the free space/)).toBeTruthy();
  expect(panel.getAllByRole("button").map(({ textContent }) => textContent)).toEqual(["Cancel"]);
});

it("says what nobody could count", async () => {
  const removes = { ok: false, reason: { code: "value-unreadable", values: {} } } as const;
  const { panel } = await openPanel({ "fix.plan": plan({ removes, cover: "none" }) });
  expect(await panel.findByText(/How much is not known. A setting or count/)).toBeTruthy();
  expect(panel.getByText("This mail is in no backup. Make one first.")).toBeTruthy();
});

it("says in a sentence why nothing could be planned, or written", async () => {
  const { panel } = await openPanel({ "fix.plan": { refused: "setting-locked" } });
  expect((await panel.findByRole("alert")).textContent).toContain("administrator");
  expect(panel.getAllByRole("button")).toHaveLength(1);
  cleanup();
  const second = await openPanel({
    "fix.plan": plan(),
    "fix.apply": { refused: "setting-changed-meanwhile" },
  });
  await second.panel.findByText("Days on the server: 3 → 100");
  fireEvent.click(button("Change these 2 settings"));
  expect((await second.panel.findByRole("alert")).textContent).toContain("in the meantime");
});
