// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Page } from "../../../src/options/page";
import type { Overview } from "../../../src/protocol";
import { answer, asked, chosen, nothingToDo, overview } from "./given";
import { plan, receipt } from "./given-fix";

const replies = (given: Overview, more: Record<string, unknown>) => ({
  overview: given,
  "backup.estimate": nothingToDo,
  "job.status": given.job,
  "backup.list": given.backups,
  "settings.get": chosen,
  ...more,
});

const button = (name: string) => screen.getByRole("button", { name }) as HTMLButtonElement;

beforeEach(() => {
  vi.clearAllMocks();
  location.hash = "";
});
afterEach(cleanup);

it("lists what was changed, and plans an undo that deletes mail before anything is written", async () => {
  const guarded = receipt({ undo: "guarded" });
  const undoPlan = plan({
    undo: "guarded",
    removes: { ok: true, value: 40, at: 1 },
    cover: "stale",
  });
  const given = overview([], { receipts: [guarded] });
  answer(replies(given, { "fix.planUndo": undoPlan, "backup.start": null }));
  render(<Page />);
  const list = within(await screen.findByRole("region", { name: "What was changed" }));
  fireEvent.click(list.getByRole("button", { name: "Undo…" }));
  const panel = within(await list.findByRole("region", { name: "What will be put back" }));
  expect(await panel.findByText(/40 messages are removed from the server/)).toBeTruthy();
  expect(button("Put these 2 settings back").disabled).toBe(true);
  // Without a backup there is no way around: mail that leaves the server would be nowhere else.
  expect(panel.queryByRole("checkbox")).toBeNull();
  fireEvent.click(panel.getByRole("button", { name: "Back up now" }));
  await waitFor(() => expect(asked("backup.start")).toHaveLength(1));
  expect(asked("fix.undo")).toEqual([]);
});

it("undoes with the plan's hash once a backup of today holds the mail", async () => {
  const undoPlan = plan({
    hash: "u1",
    undo: "guarded",
    removes: { ok: true, value: 1, at: 1 },
    cover: "fresh",
  });
  const given = overview([], { receipts: [receipt({ undo: "guarded" })] });
  answer(
    replies(given, { "fix.planUndo": undoPlan, "fix.undo": receipt({ undoneAt: Date.now() }) }),
  );
  render(<Page />);
  fireEvent.click(await screen.findByRole("button", { name: "Undo…" }));
  fireEvent.click(await screen.findByRole("button", { name: "Put these 2 settings back" }));
  await waitFor(() => expect(asked("fix.undo")).toHaveLength(1));
  expect(asked("fix.undo")[0]).toMatchObject({ receiptId: "r1", planHash: "u1" });
});

it("asks for a backup before an undo that could delete mail, also where none is due now", async () => {
  const undoPlan = plan({ undo: "guarded", removes: null, cover: "stale" });
  const given = overview([], { receipts: [receipt({ undo: "guarded" })] });
  answer(replies(given, { "fix.planUndo": undoPlan }));
  render(<Page />);
  fireEvent.click(await screen.findByRole("button", { name: "Undo…" }));
  expect(await screen.findByText(/asks for a backup of today/)).toBeTruthy();
  expect(button("Put these 2 settings back").disabled).toBe(true);
});
