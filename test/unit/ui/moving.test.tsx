// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Step, stepReasons } from "../../../src/core/move-house/move";
import { stepsOf } from "../../../src/core/move-house/steps";
import { MoveSection } from "../../../src/options/move-section";
import type { Overview } from "../../../src/protocol";
import type { MoveNow } from "../../../src/protocol/move";
import { agreeing, facts, move as moveOf, proof } from "../core/move-house/given-move";
import { answer, asked, finding, outcome, overview } from "./given";

const moveNow = (more: Partial<MoveNow> = {}): MoveNow => ({
  ...{ account: "a2", name: "Bakkerij", road: "host", newAccount: "a2" },
  steps: stepsOf(moveOf({ proof: proof() }), facts()),
  ...{ countedAt: null, compared: null, receipt: null, restore: null, quietRefused: null },
  quiet: {
    hash: "h1",
    changes: [{ account: "a2", setting: "checkTimed", from: true, to: false }],
  },
  ...more,
});

const putBack = vi.fn();

function draw(moves: MoveNow[] | { refused: string }, more: Partial<Overview> = {}) {
  answer({ "move.list": moves, "move.begin": null, "move.quiet": {}, "move.tick": null });
  return show(more);
}

function show(more: Partial<Overview> = {}, found: Parameters<typeof overview>[0] = []) {
  const given = overview(found, more);
  const nothing = () => {};
  const fixing = {
    ...{ accounts: given.accounts, busy: false, backedUpAt: undefined },
    ...{ backUp: nothing, changed: nothing },
  };
  render(<MoveSection overview={given} fixing={fixing} putBack={putBack} reload={nothing} />);
}

beforeEach(() => {
  vi.clearAllMocks();
});
afterEach(cleanup);

it("begins the road that was chosen, from the account that was chosen", async () => {
  draw([]);
  fireEvent.change(screen.getByLabelText("Account that moves"), { target: { value: "a1" } });
  expect(screen.queryByLabelText(/same address at a new host/)).toBeNull();
  fireEvent.click(screen.getByLabelText(/From POP to IMAP/));
  fireEvent.click(screen.getByRole("button", { name: "Begin the list" }));
  expect(asked("move.begin")).toMatchObject([{ account: "a1", road: "pop-to-imap" }]);
});

it("shows the steps in their order, each with how it stands", async () => {
  draw([moveNow()]);
  await screen.findByText("Bakkerij to a new host");
  const list = document.querySelector("ol");
  const steps = [...(list?.querySelectorAll(".heading") ?? [])].map((one) => one.textContent);
  expect(steps).toEqual([
    "Back up and prove, just before the switchDone",
    "Tell the web builder and the new hostTo do",
    "Switch automatic checking offTo do",
    "The switch to the new hostLater",
    "Put the mail into the new mailboxLater",
    "Compare the countsLater",
    "Switch automatic checking on againDone",
    "May the old one go?Later",
  ]);
  expect(screen.getByText("2 of 8 steps done")).toBeTruthy();
});

it("sends back the hash of the settings that it showed", async () => {
  draw([moveNow()]);
  fireEvent.click(await screen.findByRole("button", { name: "Switch automatic checking off" }));
  expect(asked("move.quiet")).toMatchObject([{ account: "a2", planHash: "h1" }]);
});

it("ticks what nobody can see, and says that it goes by that", async () => {
  draw([moveNow()]);
  fireEvent.click(await screen.findByLabelText("They know"));
  expect(asked("move.tick")).toMatchObject([{ account: "a2", step: "tell", done: true }]);
  expect(screen.getByText(/It goes by what you tick/)).toBeTruthy();
});

it("has a letter for each reader in both languages, with the address", async () => {
  draw([moveNow()]);
  const letter = await screen.findByLabelText("For the new host, in Dutch");
  expect((letter as HTMLTextAreaElement).value).toMatch(/^Beste helpdesk,\n\nDe mailbox van info@/);
});

it("leads to Restore with the backup, and shows each count", async () => {
  const restore = { backupId: "b1", account: "a2", withGone: true };
  const switched = moveOf({ proof: proof(), switchedAt: 1 });
  const compared = [...agreeing, { path: "Work", had: 20, has: 18 }];
  const steps = stepsOf(switched, facts({ compared, checksOn: false }));
  draw([moveNow({ steps, restore, compared, countedAt: Date.now() })]);
  fireEvent.click(await screen.findByRole("button", { name: "Choose what is put back" }));
  expect(putBack).toHaveBeenCalledWith(restore);
  expect(screen.getByRole("row", { name: /Work 20 18 2 fewer/ })).toBeTruthy();
});

it("names what is safe, at risk and lost of a move that nobody announced", async () => {
  const folders = [{ path: "INBOX", known: 35, saved: 28, here: 2, lost: 5 }];
  const loss = { at: Date.now(), backedUpAt: Date.now(), folders, restore: null };
  answer({ "move.list": [], "move.loss": loss });
  const moved = finding("provider-move-signals", "critical", "info@bakkerij.example", "a2");
  show({}, [outcome("provider-move-signals", [moved])]);
  await screen.findByText(/^Safe: 28\./);
  expect(screen.getByText(/^At risk: up to 2\./)).toBeTruthy();
  expect(screen.getByText(/^Lost: 5\./)).toBeTruthy();
  expect(screen.getByRole("row", { name: "INBOX 35 28 2 5" })).toBeTruthy();
});

it("says why the moves cannot be looked at", async () => {
  draw({ refused: "value-unreadable" });
  expect((await screen.findByRole("alert")).textContent).toBeTruthy();
});

it("has words for every step and every reason", async () => {
  const step: Step = {
    ...{ code: "tell", state: "open", how: "told", reason: "tell-open" },
    values: { count: 2, whenAt: 1 },
  };
  const steps = stepReasons.map((reason) => ({ ...step, reason }));
  draw([moveNow({ steps })]);
  await screen.findByText("Bakkerij to a new host");
  expect(document.body.textContent).not.toMatch(/move_|\$/);
});
