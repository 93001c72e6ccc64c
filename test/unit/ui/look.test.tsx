// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LookRow } from "../../../src/core/look/list-messages";
import { LookSection } from "../../../src/options/look-section";
import type { LookedMessage } from "../../../src/protocol/look";
import { answer, asked, overview } from "./given";

const row = (n: number, more: Partial<LookRow> = {}): LookRow => ({
  folder: "f1",
  holder: "f1",
  n,
  from: "Ann <ann@example.nl>",
  subject: `Subject ${n}`,
  date: 1_000_000_000_000,
  size: 2000,
  goneAt: null,
  flags: ["read"],
  tags: [],
  ...more,
});

const message = (more: Partial<LookedMessage> = {}): LookedMessage => ({
  from: "Ann <ann@example.nl>",
  to: "bob@example.com",
  cc: "",
  subject: "Subject 1",
  date: "Fri, 31 Jul 2026 11:00:00 +0200",
  text: "Hello",
  fromHtml: false,
  textCut: false,
  attachments: [],
  size: 2000,
  whole: true,
  onlyBeginning: false,
  ...more,
});

const folders = {
  name: "ann@example.nl",
  isCurrent: true,
  folders: [
    { id: "f1", name: "Inbox", path: "INBOX", messages: 3, gone: 1, present: true },
    { id: "f2", name: "Old", path: "Old", messages: 1, gone: 0, present: false },
  ],
  tags: [{ key: "$label1", name: "Important" }],
};

const list = (rows: LookRow[], more: object = {}) => ({
  rows,
  matched: rows.length,
  next: null,
  unread: 0,
  ...more,
});

function open(replies: Record<string, unknown> = {}, given = overview()) {
  answer({
    "backup.readings": { opened: [], readings: {} },
    "look.folders": folders,
    "look.list": list([row(1), row(2, { folder: "f2", holder: "f1", goneAt: 1 })]),
    "look.read": message(),
    ...replies,
  });
  render(<LookSection overview={given} />);
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
    fireEvent.click(screen.getByRole("checkbox"));
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

describe("one message", () => {
  async function read(told: LookedMessage | { refused: string }, of = row(1)) {
    open({ "look.list": list([of]), "look.read": told });
    await choose();
    fireEvent.click(await screen.findByRole("button", { name: of.subject }));
    return screen.findByRole("article", { name: of.subject });
  }

  it("is shown as text, and no markup in it comes alive", async () => {
    const evil = '<img src="http://x.example/y.png" onerror="alert(1)"><b>bold</b>';
    const article = await read(message({ text: evil, subject: evil, from: evil }));
    await waitFor(() => expect(article.querySelector("pre")?.textContent).toBe(evil));
    expect(article.querySelectorAll("img, b, script")).toHaveLength(0);
    expect(within(article).getByText(/their SHA-256 is the one/)).toBeTruthy();
  });

  it("is asked for in the folder that holds its bytes", async () => {
    await read(message(), row(7, { folder: "f2", holder: "f1" }));
    expect(asked("look.read")).toMatchObject([{ backupId: "b1", folder: "f1", n: 7 }]);
  });

  it("names its attachments, and what is to be known of it", async () => {
    const article = await read(
      message({
        text: "",
        whole: false,
        fromHtml: true,
        textCut: true,
        onlyBeginning: true,
        attachments: [
          { name: "a.pdf", type: "application/pdf", bytes: 2_000_000 },
          { name: "", type: "image/png", bytes: 5 },
        ],
      }),
    );
    await within(article).findByText("a.pdf (2 MB)");
    expect(within(article).getByText("without a name: image/png (5 bytes)")).toBeTruthy();
    for (const words of [
      /no longer the bytes/,
      /made as HTML/,
      /no text/,
      /Only the beginning/,
      /32 MB/,
    ]) {
      expect(within(article).getByText(words)).toBeTruthy();
    }
    expect(within(article).queryByText(/their SHA-256 is the one/)).toBeNull();
  });

  it("is saved, and where it went is said", async () => {
    const article = await read(message());
    answer({ "look.saveEml": { name: "/downloads/Subject 1.eml", whole: false } });
    const save = within(article).getByRole("button", { name: "Save as .eml" });
    await waitFor(() => expect((save as HTMLButtonElement).disabled).toBe(false));
    fireEvent.click(save);
    expect(
      await within(article).findByText(/^Saved: \/downloads\/Subject 1.eml. Its bytes/),
    ).toBeTruthy();
  });

  it("says why it cannot be read, and closes", async () => {
    const article = await read({ refused: "message-file-missing" });
    expect((await within(article).findByRole("alert")).textContent).toContain("is missing");
    fireEvent.click(within(article).getByRole("button", { name: "Close message" }));
    expect(screen.queryByRole("article")).toBeNull();
  });
});
