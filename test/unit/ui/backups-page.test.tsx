// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MissingGroup } from "../../../src/core/backup/missing-groups";
import { Page } from "../../../src/options/page";
import type { Overview } from "../../../src/protocol";
import { answer, asked, chosen, finding, job, nothingToDo, outcome, overview } from "./given";

async function open(given: Overview, replies: Record<string, unknown> = {}) {
  answer({
    overview: given,
    "settings.get": chosen,
    "settings.set": (request: { settings: unknown }) => request.settings,
    "backup.list": given.backups,
    "backup.estimate": nothingToDo,
    "checkup.run": given.report,
    ...replies,
  });
  render(<Page />);
  await screen.findByRole("heading", { name: "What goes in" });
}

const group = (folder: string, count: number, more: Partial<MissingGroup> = {}): MissingGroup => ({
  account: "ann@example.nl",
  folder,
  reason: { code: "body-not-fetched", values: {} },
  action: "again",
  again: { account: "a1", folder: `a1://${folder}` },
  messages: Array.from({ length: count }, (_, i) => ({
    subject: `${folder} ${i + 1}`,
    from: "somebody@example.com",
    date: null,
  })),
  ...more,
});

const ended = job({ state: "done", verdict: "incomplete", missingCount: 5000 });

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

describe("the list of the missing", () => {
  it("stays readable with 5,000 messages: a line for each folder, and some of them at a time", async () => {
    await open(overview([], { job: ended }), { "backup.missing": [group("Inbox", 5000)] });
    const item = await screen.findByRole("region", { name: "Inbox" });
    expect(within(item).getByText("5,000 messages")).toBeTruthy();
    expect(within(item).queryAllByRole("row")).toHaveLength(0);
    openDetails(item);
    await waitFor(() => expect(within(item).getAllByRole("row")).toHaveLength(201));
    fireEvent.click(within(item).getByRole("button", { name: "Show more; 4,800 are left" }));
    await waitFor(() => expect(within(item).getAllByRole("row")).toHaveLength(401));
  });

  it("is tried again over just its folders, all of them or one", async () => {
    const groups = [
      group("Inbox", 2),
      group("Sent", 1),
      group("Hidden", 0, { action: null, reason: { code: "folder-not-shown", values: {} } }),
    ];
    await open(overview([], { job: ended }), {
      "backup.missing": groups,
      "backup.start": { refused: "backup-folder-missing" },
    });
    fireEvent.click(await screen.findByRole("button", { name: "Try these again" }));
    await waitFor(() => expect(asked("backup.start")).toHaveLength(1));
    const [all] = asked("backup.start");
    expect(all).toMatchObject({ accounts: ["a1"], folders: ["a1://Inbox", "a1://Sent"] });
    const sent = within(screen.getByRole("region", { name: "Sent" }));
    const again = await sent.findByRole("button", { name: "Try this folder again" });
    await waitFor(() => expect((again as HTMLButtonElement).disabled).toBe(false));
    fireEvent.click(again);
    await waitFor(() => expect(asked("backup.start")).toHaveLength(2));
    expect(asked("backup.start")[1]).toMatchObject({ folders: ["a1://Sent"] });
  });

  it("shows what fetching by POP would remove before anything is fetched", async () => {
    const partial = finding("pop-partial-messages", "high", "ann@example.nl", "a1", {
      kind: "own",
      count: 3,
      bytes: 1e6,
      folders: "Inbox",
    });
    const groups = [
      group("Inbox", 3, { action: "fetch-pop", reason: { code: "message-partial", values: {} } }),
    ];
    await open(overview([outcome("pop-partial-messages", [partial])], { job: ended }), {
      "backup.missing": groups,
      "fix.plan": { refused: "fix-not-needed" },
    });
    fireEvent.click(await screen.findByRole("button", { name: "Fetch these 3 now…" }));
    await waitFor(() => expect(asked("fix.plan")).toHaveLength(1));
    expect(asked("fix.plan")[0]).toMatchObject({ findingId: partial.id });
    expect(asked("fix.apply")).toHaveLength(0);
    expect(screen.queryByRole("button", { name: "Try these again" })).toBeNull();
  });
});

describe("what goes in", () => {
  it("is everything, and Trash or Junk is left out by a choice of its own", async () => {
    await open(overview());
    const box = (name: RegExp) => screen.getByRole("checkbox", { name }) as HTMLInputElement;
    expect([box(/^Trash/).checked, box(/^Junk/).checked]).toEqual([true, true]);
    fireEvent.click(box(/^Trash/));
    await waitFor(() => expect(asked("settings.set")).toHaveLength(1));
    expect(asked("settings.set")[0]).toMatchObject({
      settings: { leaveOut: { trash: true, junk: false, folders: [] } },
    });
  });

  it("is chosen folder by folder, and folders are read only when they are opened", async () => {
    await open(overview(), {
      "backup.folders": [
        { path: "INBOX", name: "Inbox", depth: 0, messages: 12, isLeftOut: false },
        { path: "INBOX/Old", name: "Old", depth: 1, messages: 1, isLeftOut: false },
      ],
    });
    expect(asked("backup.folders")).toHaveLength(0);
    const details = screen.getByText("Folders of Ann").closest("details") as HTMLElement;
    openDetails(details.parentElement as HTMLElement);
    fireEvent.click(await screen.findByRole("checkbox", { name: /^Old/ }));
    await waitFor(() => expect(asked("settings.set")).toHaveLength(1));
    expect(asked("settings.set")[0]).toMatchObject({
      settings: { leaveOut: { folders: [{ account: "a1", path: "INBOX/Old" }] } },
    });
  });
});
