// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type SafeToDelete as Answer, safeCodes } from "../../../src/core/safe-to-delete/answer";
import { ChooserSteps } from "../../../src/options/chooser-steps";
import { AskedFirst, SafeToDelete } from "../../../src/options/safe-to-delete";
import { FixPanel } from "../../../src/ui/fix-panel";
import { answer, asked, overview } from "./given";

const { accounts } = overview();
const button = { name: "Is everything of Ann in a backup?" };

const told = (more: Partial<Answer> = {}): Answer => ({
  answer: "yes",
  at: Date.now(),
  backup: { backupId: "b1", path: "/stick" },
  reasons: [],
  folders: [],
  ...more,
});

async function check(given: unknown) {
  answer({ "safeToDelete.check": given });
  render(<SafeToDelete accounts={accounts} />);
  fireEvent.click(screen.getByRole("button", button));
}

beforeEach(() => {
  vi.clearAllMocks();
});
afterEach(cleanup);

describe("the question", () => {
  it("is asked of the account that was clicked, and only then", async () => {
    await check(told());
    expect(asked("safeToDelete.check")).toMatchObject([{ account: "a1" }]);
    const status = await screen.findByRole("status");
    expect(status.textContent).toMatch(/^Yes\. Every message .*The backup in \/stick/);
    expect(within(status).queryByRole("list")).toBeNull();
  });

  it("names what is not in the backup", async () => {
    const folders = [
      { name: "Inbox", why: "incomplete" as const, count: 2 },
      { name: "New", why: "absent" as const, count: 0 },
    ];
    await check(told({ answer: "no", folders }));
    const status = await screen.findByRole("status");
    expect(status.textContent).toMatch(/^No\./);
    expect(
      within(status)
        .getAllByRole("listitem")
        .map((one) => one.textContent),
    ).toEqual(["Inbox: 2 messages are not in the backup.", "New is not in the backup."]);
  });

  it("has a sentence for every reason and for every kind of folder", async () => {
    const values = { path: "/stick", count: 2, folder: "Inbox", messages: 10_000 };
    const reasons = safeCodes.map((code) => ({ code, values }));
    const kinds = ["absent", "left-out", "hidden", "incomplete", "arrived"] as const;
    const folders = kinds.flatMap((why) => [0, 1, 2].map((count) => ({ name: "X", why, count })));
    await check(told({ answer: "unknown", reasons, folders }));
    const items = within(await screen.findByRole("status")).getAllByRole("listitem");
    expect(items).toHaveLength(reasons.length + folders.length);
    for (const { textContent } of items) expect(textContent).not.toMatch(/safe_|\$/);
  });

  it("says why it could not be answered", async () => {
    await check({ refused: "account-gone" });
    expect((await screen.findByRole("alert")).textContent).toBeTruthy();
  });
});

describe("advice that takes mail away", () => {
  it("goes through the question, and no other advice does", () => {
    render(<AskedFirst check="pop-server-never-cleaned" ids={["a1"]} accounts={accounts} />);
    expect(screen.getByRole("button", button)).toBeTruthy();
    cleanup();
    render(<AskedFirst check="gmail-pop" ids={["a1"]} accounts={accounts} />);
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("asks before an account is removed", () => {
    const step = { code: "remove-pop" as const, accounts: ["a1"], values: { account: "Ann" } };
    const advice = { plan: "to-imap", steps: [step] } as never;
    render(<ChooserSteps advice={advice} report={null} accounts={accounts} />);
    expect(screen.getByRole("button", button)).toBeTruthy();
  });

  it("asks before a change is taken back that lets mail leave the server", async () => {
    const change = { account: "a1", setting: "daysOnServer", from: 100, to: 3 };
    const plan = { hash: "h", finding: "f", check: "pop-short-retention", changes: [change] };
    const more = {
      undo: "guarded",
      fetch: null,
      removes: { ok: true, value: 4, at: 0 },
      cover: "stale",
    };
    answer({ "fix.planUndo": { ...plan, ...more } });
    const nothing = () => {};
    render(
      <FixPanel
        of={{ receiptId: "r1" }}
        {...{ accounts, busy: false, backedUpAt: undefined }}
        {...{ backUp: nothing, changed: nothing, close: nothing }}
      />,
    );
    expect(await screen.findByRole("button", button)).toBeTruthy();
  });
});
