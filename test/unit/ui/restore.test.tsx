// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Job } from "../../../src/core/job";
import { RestoreSection } from "../../../src/options/restore-section";
import type { RestorePlan } from "../../../src/protocol/restore";
import { answer, asked, overview } from "./given";

const plan = (more: Partial<RestorePlan> = {}): RestorePlan => ({
  name: "Restored 2026-11-23 22.45",
  path: "/usb",
  into: null,
  intoPicked: false,
  isImap: false,
  folders: [
    { name: "Inbox", messages: 3, bytes: 3000 },
    { name: "Empty", messages: 0, bytes: 0 },
  ],
  messages: 3,
  bytes: 3000,
  obstacle: null,
  question: null,
  ...more,
});

const folder = (id: string, name: string) => {
  return { id, name, path: name, messages: 3, gone: 0, present: true };
};

const job = (more: Partial<Job> = {}): Job => ({
  ...{ id: "j", kind: "restore", state: "done", startedAt: 0, endedAt: 1, verdict: "complete" },
  done: { folders: 1, messages: 3, bytes: 3000 },
  total: { folders: 1, messages: 3, bytes: 3000 },
  missing: [],
  missingCount: 0,
  counts: [{ folder: "Inbox", asked: 3, arrived: 3 }],
  ...more,
});

const setJob = vi.fn();

function open(replies: Record<string, unknown> = {}, given: object = {}) {
  answer({
    "backup.readings": { opened: [], readings: {} },
    "look.folders": { name: "a", isCurrent: true, folders: [folder("f1", "Inbox")], tags: [] },
    "restore.folders": [{ uri: "imap://x/Old", name: "Old" }],
    "restore.plan": plan(),
    "restore.start": job({ state: "running" }),
    "restore.goOn": job({ state: "running" }),
    ...replies,
  });
  render(<RestoreSection overview={overview([], { ...given })} setJob={setJob} />);
}

const pick = (name: string, value: string) =>
  fireEvent.change(screen.getByRole("combobox", { name }), { target: { value } });

/** Chooses a backup and an account, and asks for the plan. */
async function look() {
  if (screen.queryAllByRole("radio").length === 0) pick("From which backup", "b1");
  await screen.findByRole("combobox", { name: "Into which account" });
  const account = screen.getByRole("combobox", { name: "Into which account" });
  const first = [...(account as HTMLSelectElement).options][1]?.value ?? "";
  pick("Into which account", first);
  await screen.findByRole("option", { name: "Old" });
  fireEvent.click(screen.getByRole("button", { name: "See what would be put back" }));
  await waitFor(() => expect(asked("restore.plan")).toHaveLength(1));
  return first;
}

it("takes over messages that were chosen while looking into a backup", async () => {
  open();
  cleanup();
  const messages = [{ folder: "f1", holder: "f2", n: 7 }];
  const picked = { backupId: "b1", messages };
  render(<RestoreSection overview={overview()} setJob={setJob} picked={picked} />);
  expect(await screen.findByText(/^1 message, chosen under/)).toBeTruthy();
  expect(screen.queryAllByRole("radio")).toEqual([]);
  const account = await screen.findByRole("combobox", { name: "Into which account" });
  pick("Into which account", [...(account as HTMLSelectElement).options][1]?.value ?? "");
  fireEvent.click(screen.getByRole("button", { name: "See what would be put back" }));
  await waitFor(() => expect(asked("restore.plan")).toHaveLength(1));
  expect(asked("restore.plan")[0]).toMatchObject({ backupId: "b1", select: { messages } });
  fireEvent.click(screen.getByRole("button", { name: "Choose folders instead" }));
  expect(screen.queryAllByRole("radio").length).toBeGreaterThan(0);
});

beforeEach(() => {
  vi.clearAllMocks();
});
afterEach(cleanup);

describe("putting mail back", () => {
  it("shows what would be put back before anything is, and begins with the same choice", async () => {
    open();
    const account = await look();
    expect(await screen.findByText(/3 messages, 3 kB, into the new folder/)).toBeTruthy();
    expect(screen.queryByText(/Empty/)).toBeNull();
    expect(asked("restore.start")).toEqual([]);
    fireEvent.click(screen.getByRole("button", { name: "Put back" }));
    await waitFor(() => expect(setJob).toHaveBeenCalled());
    const target = { account };
    const wanted = { backupId: "b1", select: {}, target, knowingly: false };
    expect(asked("restore.start")).toEqual([expect.objectContaining(wanted)]);
  });

  it("asks for some folders and what has left them", async () => {
    open();
    pick("From which backup", "b1");
    fireEvent.click(await screen.findByRole("radio", { name: "Some folders" }));
    fireEvent.click(screen.getByRole("checkbox", { name: "Inbox (3)" }));
    fireEvent.click(screen.getByRole("checkbox", { name: /Also messages that had left/ }));
    await look();
    expect(asked("restore.plan")[0]).toMatchObject({ select: { folders: ["f1"], withGone: true } });
  });

  it("says what stands in the way, and offers no button", async () => {
    open({ "restore.plan": plan({ obstacle: { code: "target-filters-on", values: {} } }) });
    await look();
    expect(await screen.findByText(/This Inbox has filters/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Put back" })).toBeNull();
  });

  it("waits for an answer where Thunderbird deletes old mail", async () => {
    open({
      "restore.plan": plan({ question: { code: "target-deletes-old", values: { days: 30 } } }),
    });
    await look();
    const button = (await screen.findByRole("button", { name: "Put back" })) as HTMLButtonElement;
    expect(button.disabled).toBe(true);
    fireEvent.click(screen.getByRole("checkbox", { name: "Put it back all the same" }));
    fireEvent.click(button);
    await waitFor(() => expect(asked("restore.start")[0]).toMatchObject({ knowingly: true }));
  });

  it("names what did not arrive, and goes on", async () => {
    const missing = {
      ...{ account: "a", folder: "Inbox" },
      message: { subject: "Lost one", from: "x", date: null },
      reason: { code: "message-not-arrived" as const, values: {} },
    };
    const counts = [{ folder: "Inbox", asked: 3, arrived: 2 }];
    const last = job({ verdict: "incomplete", missing: [missing], missingCount: 1, counts });
    open({}, { job: last });
    expect(screen.getByText("Lost one")).toBeTruthy();
    expect(screen.getByRole("cell", { name: "2" })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Go on" }));
    await waitFor(() => expect(asked("restore.goOn")).toHaveLength(1));
  });

  it("has nothing to go on with after everything arrived", () => {
    open({}, { job: job() });
    expect(screen.getByText(/Each folder has as many as were asked for/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Go on" })).toBeNull();
  });

  it("says so where there is no backup", () => {
    open({}, { backups: [] });
    expect(screen.getByText(/no backup yet/)).toBeTruthy();
  });
});
