// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Popup } from "../../../src/popup/face";
import type { Overview } from "../../../src/protocol";
import browser from "../fakes/browser";
import {
  answer,
  asked,
  backup,
  finding,
  job,
  minute,
  nothingToDo,
  outcome,
  overview,
  short,
} from "./given";

async function open(given: Overview, replies: Record<string, unknown> = {}) {
  answer({
    overview: given,
    "backup.estimate": nothingToDo,
    "job.status": given.job,
    ...replies,
  });
  render(<Popup />);
  await screen.findByRole("heading", { level: 1 });
}

const headline = () => screen.getByRole("heading", { level: 1 }).textContent;
const button = (name: string | RegExp) => screen.getByRole("button", { name });

beforeEach(() => {
  vi.clearAllMocks();
  vi.spyOn(window, "close").mockImplementation(() => {});
});
afterEach(cleanup);

describe("the headline says how the mail is", () => {
  const own = (severity: "critical" | "high" | "medium" | "low") =>
    outcome("pop-short-retention", [short("ann@example.nl", "a1", severity)]);
  const unseen = outcome(
    "imap-hidden-folders",
    [],
    [{ subject: { accounts: ["a2"] }, reason: { code: "not-asked-yet", values: {} } }],
  );

  it.each<[string, Overview]>([
    ["1 address loses mail", overview([own("critical")])],
    ["Mail can get lost at 1 address", overview([own("high"), unseen])],
    ["No mail is being lost. 1 address is worth a look", overview([own("medium")])],
    ["Your mail is safe", overview([own("low")])],
    ["Your mail is safe", overview()],
    ["Nothing wrong was found", overview([unseen])],
    ["Not all your mail is in a proved backup", overview([], { backups: [] })],
    ["Not all your mail is in a proved backup", overview([], { job: job({ state: "failed" }) })],
    ["Most mail settings cannot be seen here", overview([own("medium")], { experiments: false })],
    ["There is no mail account here yet", overview([], { accounts: [] })],
  ])("%s", async (text, given) => {
    await open(given);
    expect(headline()).toBe(text);
  });

  it("with the number that it stands on", async () => {
    await open(overview([], { backups: [backup({ oldestReading: Date.now() - 90 * minute })] }));
    expect(screen.getByText(/^16,812 messages, last proved /)).toBeTruthy();
  });

  it("and how old the knowledge is", async () => {
    await open(overview());
    const time = screen.getByText("5 minutes ago");
    expect(time.getAttribute("title")).toMatch(/\d{4}/);
  });
});

describe("addresses", () => {
  it("have one card each, the worst first, with the other findings behind a click", async () => {
    const low = finding("pop-delete-follows-local", "medium", "ann@example.nl", "a1");
    const lead = short("ann@example.nl", "a1");
    const worst = finding("pop-deletes-immediately", "critical", "info@bakkerij.example", "a2");
    await open(overview([outcome("x", [low, lead, worst])]));
    const cards = screen.getAllByRole("region").filter((one) => one.className === "card");
    expect(cards.map((card) => card.getAttribute("aria-label"))).toEqual([
      "info@bakkerij.example",
      "ann@example.nl",
    ]);
    const card = within(cards[1] as HTMLElement);
    expect(card.getAllByText("High")).toHaveLength(1);
    expect(card.getByText(/3 days/)).toBeTruthy();
    expect(card.getByText("1 smaller point")).toBeTruthy();
  });

  it("beyond a handful are counted", async () => {
    const many = Array.from({ length: 50 }, (_, at) => short(`a${at}@example.nl`, `x${at}`));
    await open(overview([outcome("pop-short-retention", many)]));
    expect(headline()).toBe("Mail can get lost at 50 addresses");
    expect(screen.getAllByRole("link", { name: "Why?" })).toHaveLength(3);
    expect(screen.getByRole("link", { name: "and 47 more addresses" })).toBeTruthy();
  });

  it("say why on the settings page", async () => {
    await open(overview([outcome("pop-short-retention", [short("ann@example.nl", "a1")])]));
    fireEvent.click(screen.getByRole("link", { name: "Why?" }));
    await waitFor(() => expect(window.close).toHaveBeenCalled());
    expect(browser.tabs.create.mock.calls).toEqual([
      [{ url: "moz-extension://postwacht/options/options.html#finding=pop-short-retention%3Aa1" }],
    ]);
  });

  it("and folders with hostile names stay text", async () => {
    const hostile = '<img src=x onerror="alert(1)">';
    const hidden = finding("imap-hidden-folders", "high", hostile, "a2", {
      kind: "unsaved",
      count: 1,
      folders: hostile,
    });
    await open(
      overview([outcome("imap-hidden-folders", [hidden])], {
        job: job({ current: { account: "a2", folder: hostile, step: "saving" } }),
      }),
    );
    expect(screen.getAllByText(hostile, { exact: false }).length).toBeGreaterThan(2);
    expect(document.querySelector("img[onerror]")).toBeNull();
  });
});

describe("the check-up", () => {
  it("runs by itself the first time, once", async () => {
    const { report } = overview();
    await open(overview([], { report: null }), { "checkup.run": report });
    await waitFor(() => expect(headline()).toBe("Your mail is safe"));
    expect(asked("checkup.run")).toHaveLength(1);
  });

  it("runs again by its button, and says when it could not", async () => {
    await open(overview(), { "checkup.run": { refused: "busy" } });
    fireEvent.click(button("Check again"));
    expect((await screen.findByRole("alert")).textContent).toBe("Another job is still running.");
  });

  it("says it when the background does not answer", async () => {
    browser.runtime.sendMessage.mockRejectedValue(new Error("Receiving end does not exist"));
    render(<Popup />);
    expect((await screen.findByRole("alert")).textContent).toBe(
      "Something in Postwacht went wrong.",
    );
  });
});
