// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, expect, it, vi } from "vitest";
import type { MailboxAnswer } from "../../../src/core/checkup/devices";
import { MailboxAnswers } from "../../../src/options/mailbox-answers";
import { answer, asked, overview } from "./given";

afterEach(cleanup);

const { accounts } = overview();
const drawn = (answers: MailboxAnswer[], reload = vi.fn(async () => undefined)) => {
  render(<MailboxAnswers answers={answers} accounts={accounts} reload={reload} />);
  return reload;
};

it("says what was answered about two accounts, by their names", () => {
  drawn([{ accounts: ["a1", "a2"], same: false }]);
  expect(screen.getByText(/Ann.*Bakkerij.*two mailboxes/)).toBeTruthy();
});

it("takes an answer back, and shows what that changes", async () => {
  answer({ "mailbox.askAgain": {} });
  const reload = drawn([{ accounts: ["a1", "a2"], same: true }]);
  fireEvent.click(screen.getByRole("button", { name: "Ask again" }));
  await waitFor(() => expect(reload).toHaveBeenCalledOnce());
  expect(asked("mailbox.askAgain")).toMatchObject([{ accounts: ["a1", "a2"] }]);
});

it("says in a sentence why it could not", async () => {
  answer({ "mailbox.askAgain": { refused: "bad-request" } });
  const reload = drawn([{ accounts: ["a1", "a2"], same: true }]);
  fireEvent.click(screen.getByRole("button", { name: "Ask again" }));
  expect(await screen.findByRole("alert")).toBeTruthy();
  expect(reload).not.toHaveBeenCalled();
});

it("draws nothing where nothing was answered, or an account is gone", () => {
  drawn([{ accounts: ["a1", "gone"], same: true }]);
  expect(document.body.textContent).toBe("");
});
