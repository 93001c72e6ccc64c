// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Action } from "../../../src/core/checkup/report";
import { Page } from "../../../src/options/page";
import { Popup } from "../../../src/popup/face";
import type { Overview } from "../../../src/protocol";
import browser from "../fakes/browser";
import { answer, asked, chosen, nothingToDo, outcome, overview, short } from "./given";

/** One finding at ann's address whose button does this. */
const withAction = (action: Action | undefined, more: Partial<Overview> = {}) => {
  const { action: _own, ...finding } = short("ann@example.nl", "a1");
  return overview(
    [outcome("pop-short-retention", [{ ...finding, ...(action ? { action } : {}) }])],
    more,
  );
};

const replies = (given: Overview) => ({
  overview: given,
  "backup.estimate": nothingToDo,
  "job.status": given.job,
});

async function card(given: Overview, more: Record<string, unknown> = {}) {
  answer({ ...replies(given), ...more });
  render(<Popup />);
  return within(await screen.findByRole("region", { name: "ann@example.nl" }));
}

beforeEach(() => {
  vi.clearAllMocks();
  location.hash = "";
  vi.spyOn(window, "close").mockImplementation(() => {});
});
afterEach(cleanup);

describe("the button of a finding", () => {
  it("opens Thunderbird's settings at the account, and leaves the popup", async () => {
    const ann = await card(withAction("settings"), { "account.openSettings": null });
    fireEvent.click(ann.getByRole("button"));
    await waitFor(() => expect(window.close).toHaveBeenCalled());
    expect(asked("account.openSettings")).toEqual([
      { type: "account.openSettings", account: "a1", check: "pop-short-retention" },
    ]);
  });

  it("starts a backup of the account", async () => {
    const ann = await card(withAction("backup"), { "backup.start": null });
    fireEvent.click(ann.getByRole("button"));
    await waitFor(() => expect(asked("backup.start")).toHaveLength(1));
    expect(asked("backup.start")).toEqual([{ type: "backup.start", accounts: ["a1"] }]);
  });

  it("asks the question, with a button for each answer", async () => {
    const ann = await card(withAction("answer"), { "mailbox.answer": null });
    fireEvent.click(ann.getByRole("button", { name: "Two mailboxes" }));
    await waitFor(() => expect(asked("mailbox.answer")).toHaveLength(1));
    fireEvent.click(ann.getByRole("button", { name: "One mailbox" }));
    await waitFor(() => expect(asked("mailbox.answer")).toHaveLength(2));
    expect(asked("mailbox.answer")).toMatchObject([{ same: false }, { same: true }]);
  });

  it("leads to the devices of the address", async () => {
    const ann = await card(withAction("devices"));
    fireEvent.click(ann.getByRole("button"));
    await waitFor(() => expect(browser.tabs.create).toHaveBeenCalled());
    expect(browser.tabs.create.mock.calls).toEqual([
      [{ url: "moz-extension://postwacht/options/options.html#devices=ann%40example.nl" }],
    ]);
  });

  it("stops all connections", async () => {
    const ann = await card(withAction("go-offline"), { "thunderbird.goOffline": null });
    fireEvent.click(ann.getByRole("button"));
    await waitFor(() => expect(asked("thunderbird.goOffline")).toHaveLength(1));
  });

  it("says why it could not", async () => {
    const ann = await card(withAction("go-offline"), {
      "thunderbird.goOffline": { refused: "experiment-absent" },
    });
    fireEvent.click(ann.getByRole("button"));
    expect((await screen.findByRole("alert")).textContent).toContain("has no access");
  });

  it("is not there where no click helps", async () => {
    const ann = await card(withAction(undefined));
    expect(ann.queryByRole("button")).toBeNull();
  });

  it("is not there without the privileged part, but for what only asks", async () => {
    const bare = { experiments: false };
    expect((await card(withAction("fix", bare))).queryByRole("button")).toBeNull();
    cleanup();
    expect((await card(withAction("devices", bare))).getAllByRole("button")).toHaveLength(1);
  });
});

describe("what is put aside", () => {
  async function page(given: Overview) {
    answer({
      ...replies(given),
      "settings.get": chosen,
      "backup.list": given.backups,
      "finding.dismiss": null,
    });
    render(<Page />);
    await screen.findByRole("heading", { name: "When Postwacht warns" });
  }

  it("is asked for by its button on the page", async () => {
    await page(withAction("settings"));
    fireEvent.click(screen.getByRole("button", { name: "Put this point aside" }));
    await waitFor(() => expect(asked("finding.dismiss")).toHaveLength(1));
    expect(asked("finding.dismiss")[0]).toMatchObject({
      findingId: "pop-short-retention:a1",
      dismissed: true,
    });
    expect(asked("overview")).toHaveLength(2);
  });

  it("stands in a closed list of its own and nowhere else, and comes back by its button", async () => {
    await page(withAction("settings", { dismissed: ["pop-short-retention:a1"] }));
    expect(screen.queryByRole("article")).toBeNull();
    const list = screen.getByText("Put aside: 1 point").parentElement as HTMLDetailsElement;
    expect(list.open).toBe(false);
    fireEvent.click(within(list).getByText("Show again"));
    await waitFor(() => expect(asked("finding.dismiss")).toHaveLength(1));
    expect(asked("finding.dismiss")[0]).toMatchObject({ dismissed: false });
  });

  it("does not count in the popup's headline", async () => {
    answer(replies(withAction("settings", { dismissed: ["pop-short-retention:a1"] })));
    render(<Popup />);
    expect((await screen.findByRole("heading", { level: 1 })).textContent).toBe(
      "Your mail is safe",
    );
    expect(screen.queryByRole("region", { name: "ann@example.nl" })).toBeNull();
  });
});
