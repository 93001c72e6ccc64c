// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  argumentCodes,
  type ChooserAdvice,
  conflictCodes,
  drawbackCodes,
  stepCodes,
  unseenCodes,
} from "../../../src/core/chooser/advice";
import { ChooserSection } from "../../../src/options/chooser-section";
import type { Overview } from "../../../src/protocol";
import { advice } from "./chooser-advice";
import { answer, asked, outcome, overview, short } from "./given";

type Replies = ChooserAdvice | ((request: { answers: object; address: string }) => unknown);

async function open(reply: Replies = advice(), given: Overview = overview()) {
  answer({ "chooser.advise": reply });
  const page = render(<ChooserSection overview={given} />);
  await screen.findByRole("status");
  return page;
}

const question = (name: RegExp) => within(screen.getByRole("group", { name }));
const radio = (of: RegExp, name: string) =>
  question(of).getByRole("radio", { name }) as HTMLInputElement;

beforeEach(() => vi.clearAllMocks());
afterEach(cleanup);

describe("the questions", () => {
  it("are filled in from the facts, and say where from", async () => {
    await open(advice({ filledIn: { otherDevices: "yes", roomAtProvider: "no" }, quota }));
    expect(radio(/another device/, "Yes").checked).toBe(true);
    expect(radio(/room enough/, "No").checked).toBe(true);
    expect(screen.getByText("From what you told about devices: Phone.")).toBeTruthy();
    expect(screen.getByText("The server counts 9 GB of 10 GB in use.")).toBeTruthy();
    const group = screen.getByRole("group", { name: /another device/ });
    const described = document.getElementById(group.getAttribute("aria-describedby") ?? "");
    expect(described?.textContent).toContain("Phone");
  });

  it("may stay open, and a fact cannot be taken back to not known", async () => {
    await open();
    expect(radio(/without internet/, "I don’t know").checked).toBe(true);
    expect(question(/another device/).getAllByRole("radio")).toHaveLength(2);
    expect(screen.getByText("2 questions are open. The advice leaves them out.")).toBeTruthy();
  });

  it("change the advice at once, and an answer can be taken back", async () => {
    await open(({ answers }) =>
      advice("offline" in answers ? { choice: "pop", sure: "leaning" } : {}),
    );
    expect(screen.getByRole("status").textContent).toBe("IMAP suits this address.");
    fireEvent.click(radio(/without internet/, "Yes"));
    await waitFor(() =>
      expect(screen.getByRole("status").textContent).toBe(
        "POP probably suits this address better.",
      ),
    );
    expect(asked("chooser.advise").at(-1)).toMatchObject({ answers: { offline: "yes" } });
    fireEvent.click(radio(/without internet/, "I don’t know"));
    await waitFor(() =>
      expect(screen.getByRole("status").textContent).toBe("IMAP suits this address."),
    );
    expect(asked("chooser.advise").at(-1)).toMatchObject({ answers: {} });
  });

  it("show the advice on the last answer, whichever reply comes first", async () => {
    const late: (() => void)[] = [];
    await open(({ answers }) => {
      if (!("offline" in answers)) return advice();
      const yes = (answers as { offline: string }).offline === "yes";
      const reply = advice(yes ? { choice: "pop" } : { choice: "either", sure: "open" });
      return yes ? new Promise((done) => late.push(() => done(reply))) : reply;
    });
    fireEvent.click(radio(/without internet/, "Yes"));
    await waitFor(() => expect(late).toHaveLength(1));
    fireEvent.click(radio(/without internet/, "No"));
    await waitFor(() => expect(screen.getByRole("status").textContent).toMatch(/^Both can be/));
    late[0]?.();
    await new Promise((done) => setTimeout(done, 20));
    expect(screen.getByRole("status").textContent).toMatch(/^Both can be/);
  });

  const quota = { usedBytes: 9e9, limitBytes: 10e9 };
});

describe("the address", () => {
  it("is chosen where there are several, and its answers are its own", async () => {
    await open();
    fireEvent.click(radio(/without internet/, "Yes"));
    await waitFor(() => expect(asked("chooser.advise")).toHaveLength(2));
    fireEvent.change(screen.getByLabelText("Address"), {
      target: { value: "info@bakkerij.example" },
    });
    await waitFor(() =>
      expect(asked("chooser.advise").at(-1)).toMatchObject({
        address: "info@bakkerij.example",
        answers: {},
      }),
    );
  });

  it("needs no choice where there is one, and no advice where there is none", async () => {
    const one = overview().accounts.slice(0, 1);
    const page = await open(advice(), overview([], { accounts: one }));
    expect(screen.queryByRole("combobox")).toBeNull();
    expect(screen.getByText("ann@example.nl")).toBeTruthy();
    page.rerender(<ChooserSection overview={overview([], { accounts: [] })} />);
    expect(screen.getByText("There is no mail account in this Thunderbird yet.")).toBeTruthy();
  });

  it("whose advice is refused says why", async () => {
    answer({ "chooser.advise": { refused: "not-asked-yet" } });
    render(<ChooserSection overview={overview()} />);
    expect(await screen.findByText("The server has not been asked yet.")).toBeTruthy();
  });
});

describe("the result", () => {
  it("gives reasons, what speaks against it, drawbacks, and what was not known", async () => {
    await open();
    const list = (name: string) =>
      within(screen.getByRole("heading", { name }).parentElement as HTMLElement)
        .getAllByRole("listitem")
        .map((item) => item.textContent);
    expect(list("For IMAP")[0]).toBe("The address is read on more than one device.");
    expect(list("For POP")).toEqual(["Everything has to be readable without internet."]);
    expect(list("What IMAP costs")).toHaveLength(2);
    expect(screen.getByText(/Not known, and not counted: how much room the provider/)).toBeTruthy();
  });

  it("keeps the drawbacks of the two ways apart where nothing decides", async () => {
    await open(advice({ choice: "either", sure: "open", drawbacks: [...drawbackCodes] }));
    const list = (name: string) =>
      screen.getByRole("heading", { name }).nextElementSibling?.textContent ?? "";
    const here = "A deletion here deletes nothing on another device.";
    expect(list("What POP costs")).toContain(here);
    expect(list("What IMAP costs")).toMatch(/counts on every device/);
    expect(list("What IMAP costs")).not.toContain(here);
  });

  it("has headings that step down by one", async () => {
    await open();
    const levels = screen.getAllByRole("heading").map(({ tagName }) => Number(tagName[1]));
    expect(levels[0]).toBe(2);
    levels.slice(1).forEach((level, at) => {
      expect(level - (levels[at] ?? 0)).toBeLessThanOrEqual(1);
    });
  });

  it("has a note where the provider is one that has peculiarities", async () => {
    await open(advice({ provider: "gmail" }));
    expect(screen.getByText("About Gmail")).toBeTruthy();
  });

  it("numbers the steps, and each leads to where it is done", async () => {
    const found = outcome("pop-short-retention", [short("ann@example.nl", "a1")]);
    await open(advice(), overview([found]));
    const list = screen.getAllByRole("list").find(({ tagName }) => tagName === "OL");
    const steps = [...(list?.children ?? [])] as HTMLElement[];
    expect(steps).toHaveLength(5);
    const link = (at: number) => steps[at]?.querySelector("a")?.getAttribute("href") ?? null;
    expect(link(0)).toBe("#finding=pop-short-retention%3Aa1");
    expect(link(1)).toBe("#backups");
    expect(steps[2]?.textContent).toContain("2.5 GB");
    expect(steps[3]?.textContent).toContain("Tablet");
    expect(steps[3]?.querySelector("details")?.textContent).toContain("Samsung Email");
    expect(link(4)).toBeNull();
  });
});

describe("every code", () => {
  const all = { backupAt: 0, mailBytes: 1e9, freeBytes: 2e9, account: "A", device: "D", days: 100 };

  it("has its sentence", async () => {
    const { container } = await open(
      advice({
        choice: "either",
        sure: "open",
        reasons: argumentCodes.map((code) => ({ for: "imap", code, values: all })),
        drawbacks: [...drawbackCodes],
        conflicts: [...conflictCodes],
        unseen: [...unseenCodes],
        steps: stepCodes.map((code) => ({ code, accounts: [], values: all })),
      }),
    );
    expect(container.textContent).not.toMatch(/chooser_/);
    expect(container.querySelectorAll("ol > li")).toHaveLength(stepCodes.length);
  });

  it.each([
    ["imap", "clear"],
    ["imap", "leaning"],
    ["pop", "clear"],
    ["pop", "leaning"],
    ["either", "open"],
  ] as const)("of the choice has its sentence: %s %s", async (choice, sure) => {
    await open(advice({ choice, sure }));
    expect(screen.getByRole("status").textContent).not.toContain("chooser_");
    for (const plan of ["none", "stay", "to-imap", "to-pop", "decide"] as const) {
      cleanup();
      const { container } = await open(advice({ choice, sure, plan }));
      expect(container.textContent).not.toContain("chooser_");
    }
  });
});
