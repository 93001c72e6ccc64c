// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, expect, it, vi } from "vitest";
import type { Job } from "../../../src/core/job";
import { RehearsalPart } from "../../../src/options/rehearsal";
import { answer, asked } from "./given";

const job = (more: Partial<Job> = {}): Job => ({
  ...{ id: "j", kind: "rehearse", state: "done", startedAt: 0, endedAt: 1, verdict: "complete" },
  done: { folders: 1, messages: 200, bytes: 3000 },
  total: { folders: 1, messages: 200, bytes: 3000 },
  ...{ missing: [], missingCount: 0 },
  ...more,
});
const setJob = vi.fn();
const button = (name: string) => screen.getByRole("button", { name });

afterEach(cleanup);

it("begins a try with a sample, or with everything", async () => {
  answer({ "restore.rehearse": job({ state: "running" }) });
  render(<RehearsalPart backupId="b1" job={null} setJob={setJob} />);
  fireEvent.click(button("Try a restore"));
  fireEvent.click(button("Try with everything"));
  await waitFor(() => expect(setJob).toHaveBeenCalledTimes(2));
  expect(asked("restore.rehearse")).toEqual([
    { type: "restore.rehearse", backupId: "b1", all: false },
    { type: "restore.rehearse", backupId: "b1", all: true },
  ]);
});

it("waits until a backup is chosen", () => {
  render(<RehearsalPart backupId="" job={null} setJob={setJob} />);
  expect(button("Try a restore").hasAttribute("disabled")).toBe(true);
});

it("tells how many came back, and what Thunderbird always changes", () => {
  const found = { at: 1, thunderbird: "153.0", all: false, asked: 200 };
  const rehearsal = { ...found, equal: 197, changed: 3, lost: 0 };
  render(<RehearsalPart backupId="b1" job={job({ rehearsal })} setJob={setJob} />);
  expect(screen.getByText(/All 200 messages that were tried came back whole/)).toBeTruthy();
  expect(screen.getByText(/3 of them with a line end/)).toBeTruthy();
});

it("names what did not come back", () => {
  const missing = [
    {
      ...{ account: "ann@example.nl", folder: "Work" },
      message: { subject: "Invoice", from: "bakery@example.nl", date: 0 },
      reason: { code: "message-came-back-different" as const, values: {} },
    },
  ];
  const ended = job({ verdict: "incomplete", missing, missingCount: 1 });
  render(<RehearsalPart backupId="b1" job={ended} setJob={setJob} />);
  expect(screen.getByText(/1 message did not come back as it was saved/)).toBeTruthy();
  expect(screen.getByText("Invoice")).toBeTruthy();
  expect(screen.getByText(/other bytes than were saved/)).toBeTruthy();
});
