// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { OpenedMboxes } from "../../../src/core/doctor/opened-mboxes";
import { DoctorSection } from "../../../src/options/doctor-section";
import { answer, asked, job } from "./given";

const opened: OpenedMboxes = {
  rootId: "r1",
  path: "/old/Inbox",
  file: "Inbox",
  examined: {
    at: 1,
    unreadable: [],
    files: [
      {
        file: "Inbox",
        bytes: 5000,
        format: "mboxrd",
        thunderbird: true,
        messages: 12,
        deleted: 3,
        counts: { "nul-run": 2 },
        findings: [{ kind: "nul-run", offset: 1234, subject: "Invoice", count: 4 }],
      },
    ],
  },
  repaired: { at: 2, path: "/copies/Inbox 2026", messages: 12, deleted: 3, skipped: ["notes"] },
};

beforeEach(() => void vi.clearAllMocks());
afterEach(cleanup);

it("says that nothing is open, and asks for a file", async () => {
  answer({ "doctor.list": [], "doctor.open": null });
  render(<DoctorSection job={null} setJob={() => {}} />);
  await screen.findByText("No mailbox file is open.");
  fireEvent.click(screen.getByRole("button", { name: "Open a mailbox file" }));
  await waitFor(() => expect(asked("doctor.open")).toMatchObject([{ kind: "file" }]));
});

it("shows format, counts, and each finding with its place and its message", async () => {
  answer({ "doctor.list": [opened], "doctor.repair": null });
  render(<DoctorSection job={null} setJob={() => {}} />);
  await screen.findByText("mboxrd. Thunderbird's own store.");
  expect(screen.getByRole("cell", { name: "1,234" })).toBeTruthy();
  expect(screen.getByRole("cell", { name: "Invoice" })).toBeTruthy();
  expect(screen.getByRole("cell", { name: /zero bytes.*\(4 times\)/ })).toBeTruthy();
  expect(screen.getByText("And 1 more.")).toBeTruthy();
  expect(screen.getByText("12 messages are in the repaired copy: /copies/Inbox 2026")).toBeTruthy();
  expect(screen.getByText("Not in the copy: notes")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Write a repaired copy: /old/Inbox" }));
  await waitFor(() => expect(asked("doctor.repair")).toMatchObject([{ rootId: "r1" }]));
});

it("lets nothing begin while a job runs, and tells how one ended", async () => {
  answer({ "doctor.list": [opened] });
  const running = job({ kind: "examine", state: "running" });
  const { rerender } = render(<DoctorSection job={running} setJob={() => {}} />);
  await screen.findByRole("progressbar");
  const button = screen.getByRole("button", { name: "Open a mailbox file" });
  expect((button as HTMLButtonElement).disabled).toBe(true);
  const ended = job({ kind: "examine", state: "failed", missing: [], missingCount: 0 });
  rerender(<DoctorSection job={ended} setJob={() => {}} />);
  await screen.findByText("The examination could not go on.");
  expect(screen.getByText("Your files are as they were.")).toBeTruthy();
});
