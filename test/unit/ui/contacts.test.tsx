// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ContactsResult } from "../../../src/core/contacts/export-files";
import { ContactsSection } from "../../../src/options/contacts-section";
import browser from "../fakes/browser";
import { overview } from "./given";

const saved: ContactsResult = {
  folder: "Contacts (ab12)/2026-11-23 20.15.00",
  path: "/stick",
  at: Date.now(),
  unchangedSince: null,
  books: [{ name: "Friends", contacts: 12, lists: 1, photos: 3 }],
  missing: [],
  missingCount: 0,
};

function answer(replies: Record<string, unknown>) {
  vi.mocked(browser.runtime.sendMessage).mockImplementation(async ({ type }) =>
    type in replies
      ? { ok: true, value: replies[type] }
      : { ok: false, error: { code: "busy", values: {} } },
  );
}
const asked = (type: string) =>
  vi.mocked(browser.runtime.sendMessage).mock.calls.filter(([one]) => one.type === type);

afterEach(() => {
  cleanup();
  vi.mocked(browser.runtime.sendMessage).mockReset();
});

describe("the contacts on the settings page", () => {
  it("say that nothing was ever saved, and keep the choice for every backup", async () => {
    answer({
      "contacts.get": { inEveryBackup: false, last: null },
      "contacts.choose": { inEveryBackup: true, last: null },
    });
    render(<ContactsSection overview={overview()} setJob={() => undefined} />);
    const box = screen.getByRole("checkbox") as HTMLInputElement;
    await waitFor(() => expect(box.disabled).toBe(false));
    expect(document.body.textContent).toContain("never saved");
    fireEvent.click(box);
    await waitFor(() => expect(asked("contacts.choose")).toHaveLength(1));
    expect(asked("contacts.choose")[0]?.[0]).toMatchObject({ inEveryBackup: true });
  });

  it("show what was saved last, where, and what is missing by name", async () => {
    const missing = [
      {
        account: "Friends",
        folder: "Friends",
        message: { subject: "Ann", from: "", date: null },
        reason: { code: "photo-unreadable" as const, values: {} },
      },
    ];
    const last = { ...saved, missing, missingCount: 1 };
    answer({ "contacts.get": { inEveryBackup: true, last } });
    render(<ContactsSection overview={overview()} setJob={() => undefined} />);
    await waitFor(() => expect(document.body.textContent).toContain("2026-11-23 20.15.00"));
    expect(screen.getByRole("rowheader").textContent).toBe("Friends");
    expect(document.body.textContent).toContain("but for 1 item");
    expect(document.body.textContent).toContain("Friends: Ann");
  });

  it("say why saving was refused", async () => {
    answer({ "contacts.get": { inEveryBackup: false, last: saved } });
    render(<ContactsSection overview={overview()} setJob={() => undefined} />);
    fireEvent.click(screen.getByRole("button", { name: /another folder/ }));
    await waitFor(() => expect(screen.getByRole("alert")).toBeTruthy());
    expect(asked("contacts.export")[0]?.[0]).toMatchObject({ folder: "pick" });
  });
});
