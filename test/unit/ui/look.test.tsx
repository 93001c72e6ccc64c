// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LookSection } from "../../../src/options/look-section";
import { answer, asked, overview } from "./given";
import { folders, list, replies, row } from "./given-look";

const restore = vi.fn();

function open(more: Record<string, unknown> = {}, given = overview()) {
  answer({ ...replies(), ...more });
  render(<LookSection overview={given} restore={restore} />);
}

async function choose() {
  const select = screen.getByRole("combobox", { name: "Backup" });
  fireEvent.change(select, { target: { value: "b1" } });
  await screen.findByRole("searchbox", { name: "Search for" });
}

beforeEach(() => {
  vi.clearAllMocks();
});
afterEach(cleanup);

describe("a look into a backup", () => {
  it("reads nothing until a backup is chosen", async () => {
    open();
    await waitFor(() => expect(asked("backup.readings")).toHaveLength(1));
    expect([...asked("look.folders"), ...asked("look.list")]).toEqual([]);
  });

  it("says that there is none, and offers to open one from elsewhere", async () => {
    open({ "backup.open": "o1" }, overview([], { backups: [] }));
    expect(screen.getByText(/no backup of this Thunderbird yet/)).toBeTruthy();
    const opened = { backupId: "o1", name: "old pc", path: "/usb", endedAt: null, messages: null };
    open({ "backup.open": "o1", "backup.readings": { opened: [opened], readings: {} } });
    fireEvent.click(screen.getAllByRole("button", { name: /from elsewhere/ })[1] as HTMLElement);
    await waitFor(() => expect(asked("look.folders")).toMatchObject([{ backupId: "o1" }]));
  });

  it("shows the messages with their folders and states", async () => {
    open({
      "look.list": list([
        row(1, { flags: ["starred", "replied"], tags: ["$label1", "NonJunk"] }),
        row(2, { folder: "f2", goneAt: 1_000_000_000_000, subject: "" }),
      ]),
    });
    await choose();
    const rows = await screen.findAllByRole("row");
    expect(rows).toHaveLength(3);
    const [, first, second] = rows as [HTMLElement, HTMLElement, HTMLElement];
    expect(first.textContent).toContain("unread, starred, replied, Important");
    expect(first.textContent).not.toContain("NonJunk");
    expect(first.textContent).toContain("Inbox");
    expect(second.textContent).toContain("(no subject)");
    expect(second.textContent).toContain("No longer in its folder");
    expect(screen.getByText("2 messages")).toBeTruthy();
  });

  it("looks for what is filled in, once the user has stopped to type", async () => {
    open();
    await choose();
    await screen.findAllByRole("row");
    const words = screen.getByRole("searchbox");
    fireEvent.input(words, { target: { value: "in" } });
    fireEvent.input(words, { target: { value: "invoice" } });
    fireEvent.change(screen.getByRole("combobox", { name: "In" }), {
      target: { value: "subject" },
    });
    fireEvent.click(screen.getByRole("checkbox", { name: /no longer on the server/ }));
    fireEvent.input(screen.getByLabelText("Up to and including"), {
      target: { value: "2026-03-01" },
    });
    fireEvent.change(screen.getByRole("combobox", { name: "Folder" }), { target: { value: "f1" } });
    await waitFor(() => expect(asked("look.list")).toHaveLength(2));
    const until = new Date(2026, 2, 2).getTime();
    expect(asked("look.list")[1]).toMatchObject({
      backupId: "b1",
      folder: "f1",
      query: { subject: "invoice", goneOnly: true, until, sort: "date", descending: true },
    });
  });

  it("sorts by a column, and by the same one the other way round", async () => {
    open();
    await choose();
    const header = async (name: string) => screen.findByRole("columnheader", { name });
    expect((await header("Date")).getAttribute("aria-sort")).toBe("descending");
    const click = async () => fireEvent.click(within(await header("From")).getByRole("button"));
    await click();
    await waitFor(() => expect(asked("look.list")).toHaveLength(2));
    expect((await header("From")).getAttribute("aria-sort")).toBe("ascending");
    await click();
    await waitFor(() => expect(asked("look.list")).toHaveLength(3));
    expect(asked("look.list")).toMatchObject([
      { query: { sort: "date", descending: true } },
      { query: { sort: "from", descending: false } },
      { query: { sort: "from", descending: true } },
    ]);
  });

  it("adds the next page where the one before ends", async () => {
    const next = { value: 5, place: [0, 0, 1] };
    open({
      "look.list": ({ after }: { after: unknown }) =>
        after ? list([row(9)], { matched: 3 }) : list([row(1), row(2)], { matched: 3, next }),
    });
    await choose();
    fireEvent.click(await screen.findByRole("button", { name: /^Show 1 more/ }));
    await waitFor(() => expect(screen.getAllByRole("row")).toHaveLength(4));
    expect(asked("look.list")[1]).toMatchObject({ after: next });
    expect(screen.queryByRole("button", { name: /^Show 1 more/ })).toBeNull();
  });

  it("hands chosen messages to the restore, also those whose bytes lie in another folder", async () => {
    open();
    await choose();
    await screen.findAllByRole("row");
    for (const n of [1, 2]) fireEvent.click(screen.getByLabelText(`Choose: Subject ${n}`));
    fireEvent.click(screen.getByRole("button", { name: "Restore the 2 chosen messages…" }));
    expect(restore).toHaveBeenCalledWith({
      backupId: "b1",
      messages: [
        { folder: "f1", holder: "f1", n: 1 },
        { folder: "f2", holder: "f1", n: 2 },
      ],
    });
    fireEvent.click(screen.getByRole("button", { name: "Choose none" }));
    expect(screen.queryByRole("button", { name: /^Restore/ })).toBeNull();
  });

  it("offers no choice where the backup cannot be put back", async () => {
    open({ "look.folders": { ...folders, isCurrent: false } });
    await choose();
    await screen.findAllByRole("row");
    expect(screen.queryByLabelText("Choose: Subject 1")).toBeNull();
  });

  it("says what it could not read, and why it could not read at all", async () => {
    open({
      "look.folders": { ...folders, isCurrent: false },
      "look.list": list([row(1)], { unread: 2 }),
    });
    await choose();
    expect(await screen.findByText(/Part of this backup's list cannot be read/)).toBeTruthy();
    expect(screen.getByText(/backup.json of this backup is damaged/)).toBeTruthy();
    cleanup();
    open({ "look.list": { refused: "disk-read-failed" } });
    await choose();
    expect((await screen.findByRole("alert")).textContent).toBeTruthy();
  });
});
