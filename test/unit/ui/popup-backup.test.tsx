// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Popup } from "../../../src/popup/face";
import type { Overview } from "../../../src/protocol";
import { answer, asked, backup, finding, job, outcome, overview, place } from "./given";

const estimate = {
  toSave: { messages: 900, bytes: 90_000_000 },
  toFetch: { messages: 430, bytes: 34_000_000 },
  foldersNotCounted: 2,
  counting: false,
  lacksRoom: null,
};

async function open(given: Overview, replies: Record<string, unknown> = {}) {
  answer({ overview: given, "backup.estimate": estimate, "job.status": given.job, ...replies });
  render(<Popup />);
  await screen.findByRole("heading", { level: 2, name: "Backup" });
}

const start = () => fireEvent.click(screen.getByRole("button", { name: "Back up now" }));

beforeEach(() => {
  vi.clearAllMocks();
  vi.spyOn(window, "close").mockImplementation(() => {});
});
afterEach(cleanup);

describe("before a backup", () => {
  it("the last proof is told with its numbers, summed over the accounts, by the oldest reading", async () => {
    await open(
      overview([], { backups: [backup(), backup({ backupId: "b2", messages: 8, expected: 8 })] }),
    );
    expect(screen.getByText("16,820 of 16,820 messages")).toBeTruthy();
    expect(screen.getAllByText("3 days ago")).toHaveLength(1);
  });

  it("what will be fetched is told, after the popup has drawn", async () => {
    await open(overview());
    expect(await screen.findByText(/^430 messages \(about 34 MB\) will be fetched/)).toBeTruthy();
    expect(screen.getByText(/^2 folders were never opened/)).toBeTruthy();
    const order = ["overview", "backup.estimate"].map((type) => asked(type).length);
    expect(order).toEqual([1, 1]);
  });

  it("accounts without one are one line here, not a card each", async () => {
    const never = ["a1", "a2"].map((id) =>
      finding("backup-missing-or-stale", "high", `${id}@example.nl`, id, { kind: "never" }),
    );
    const [checked, other] = [outcome("backup-missing-or-stale", never), backup({ account: "a3" })];
    await open(overview([checked], { backups: [other] }));
    expect(screen.getByText("The backup of 2 accounts is not in order yet")).toBeTruthy();
    const points = screen.getAllByRole("listitem").map((point) => point.textContent);
    expect(points).toEqual([expect.stringContaining("Ann"), expect.stringContaining("Bakkerij")]);
    expect(screen.getAllByRole("heading", { level: 2 })).toHaveLength(1);
  });

  it("one sentence says that there is none, and no point says it again for each account", async () => {
    const never = finding("backup-missing-or-stale", "high", "a1@example.nl", "a1", {
      kind: "never",
    });
    await open(overview([outcome("backup-missing-or-stale", [never])], { backups: [] }));
    expect(screen.getByText("There is no backup yet.")).toBeTruthy();
    expect(screen.queryAllByRole("listitem")).toHaveLength(0);
  });

  it("what is left out, and a possible limit of the provider, stand beside the proof", async () => {
    const possibleCaps = [{ folder: "Inbox", count: 10_000, provider: "gmail" as const }];
    await open(overview([], { backups: [backup({ leftOut: ["Trash"], possibleCaps })] }));
    expect(screen.getByText("Left out by your choice: Trash.")).toBeTruthy();
    const caveat = screen.getByText(/^Inbox holds exactly 10,000 messages. Possibly/);
    expect(caveat.textContent).toMatch(/Folder size limits/);
  });

  it("too little room is told before the button is pressed", async () => {
    const values = { neededBytes: 2e9, freeBytes: 1e9 };
    const lacksRoom = { code: "no-room-for-backup", values } as const;
    await open(overview(), { "backup.estimate": { ...estimate, lacksRoom } });
    expect(await screen.findByText(/about 2 GB is needed there, and 1 GB is free/)).toBeTruthy();
  });

  it("a folder is chosen first where there is none, and a backup that began by itself is found", async () => {
    const running = job();
    await open(overview([], { backupFolder: null }), {
      "backup.chooseFolder": { path: "/backups" },
      "backup.start": { refused: "busy" },
      "job.status": running,
    });
    start();
    expect(await screen.findByRole("progressbar")).toBeTruthy();
    expect(asked("backup.chooseFolder")).toEqual([{ type: "backup.chooseFolder", thenStart: {} }]);
  });

  it("nothing starts when no folder is chosen", async () => {
    await open(overview([], { backupFolder: null }), { "backup.chooseFolder": null });
    start();
    await waitFor(() => expect(asked("backup.chooseFolder")).toHaveLength(1));
    expect(asked("backup.start")).toHaveLength(0);
  });

  it("a refusal is said in words", async () => {
    await open(overview(), { "backup.start": { refused: "disk-full" } });
    start();
    expect((await screen.findByRole("alert")).textContent).toBe(
      "The disk with the backup folder is full.",
    );
  });

  it("offline, a missing stick and an absent experiment are told", async () => {
    await open(
      overview([], { offline: true, places: [place({ path: "/stick", presence: "away" })] }),
    );
    expect(screen.getByText(/^Thunderbird is working offline/)).toBeTruthy();
    expect(screen.getByText(/not there now: \/stick/)).toBeTruthy();
    expect(asked("backup.estimate")).toHaveLength(0);
    cleanup();
    const possible = finding("pop-imap-same-address", "medium", "ann@example.nl", "a1", {
      kind: "possible",
    });
    await open(overview([outcome("pop-imap-same-address", [possible])], { experiments: false }));
    expect(screen.getByText(/share this address/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Open server settings" })).toBeNull();
    expect(screen.getByText(/^A backup needs that access/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Back up now" })).toBeNull();
  });
});

describe("during a backup", () => {
  const running = job({ current: { account: "a1", folder: "Archive", step: "saving" } });

  it("the folder, the count and the bar are shown", async () => {
    await open(overview([], { job: running }));
    expect(screen.getByText("Saving Archive…")).toBeTruthy();
    expect(screen.getByText("8,120 of 16,812")).toBeTruthy();
    const bar = screen.getByRole("progressbar", { name: "Progress of the backup" });
    expect(Number(bar.getAttribute("value"))).toBeCloseTo(0.483, 2);
    expect(screen.getByText("40 percent saved")).toBeTruthy();
  });

  it("the button cancels it, and says what stays", async () => {
    await open(overview([], { job: running }), { "job.cancel": running });
    fireEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await screen.findByText("Stopping. What is saved stays saved.")).toBeTruthy();
    expect(asked("job.cancel")).toHaveLength(1);
  });

  it("it is followed to its end, and then everything is asked again", async () => {
    let ended = false;
    const done = job({
      state: "done",
      verdict: "complete",
      done: { folders: 4, messages: 16_812, bytes: 0 },
    });
    await open(overview([], { job: running }), {
      overview: () => overview([], { job: ended ? done : running }),
      "job.status": () => {
        ended = true;
        return done;
      },
    });
    expect(
      await screen.findByText("16,812 of 16,812 messages", {}, { timeout: 3000 }),
    ).toBeTruthy();
    expect(asked("overview")).toHaveLength(2);
  });
});

describe("after a backup", () => {
  it("what is missing is counted, with the way to the list", async () => {
    await open(
      overview([], { job: job({ state: "done", verdict: "incomplete", missingCount: 12 }) }),
    );
    expect(screen.getByText("12 messages or folders are missing from the backup.")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Which ones, and why" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Back up now" })).toBeTruthy();
  });

  it("a failure is told with its reason and with what is safe", async () => {
    const error = { code: "server-unreachable", values: {} } as const;
    await open(overview([], { job: job({ state: "failed", error }) }));
    expect(screen.getByText("The server could not be reached.")).toBeTruthy();
    expect(screen.getByText(/^8,120 messages are safe/)).toBeTruthy();
  });

  it("a verdict that is not known is not called complete", async () => {
    await open(overview([], { job: job({ state: "done", verdict: "unknown" }) }));
    expect(screen.getByText("The backup is not proved complete.")).toBeTruthy();
    expect(screen.queryByText(/^The backup is complete/)).toBeNull();
  });

  it("a cancelled one keeps what it had", async () => {
    await open(overview([], { job: job({ state: "cancelled" }) }));
    expect(screen.getByText(/^You stopped the backup\. 8,120 messages are safe/)).toBeTruthy();
  });
});
