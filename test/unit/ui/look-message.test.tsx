// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LookSection } from "../../../src/options/look-section";
import type { LookedMessage } from "../../../src/protocol/look";
import { answer, asked, overview } from "./given";
import { list, message, replies, row } from "./given-look";

function open(more: Record<string, unknown>) {
  answer({ ...replies(), ...more });
  render(<LookSection overview={overview()} restore={() => {}} />);
}

async function choose() {
  const select = screen.getByRole("combobox", { name: "Backup" });
  fireEvent.change(select, { target: { value: "b1" } });
  await screen.findByRole("searchbox", { name: "Search for" });
}

beforeEach(() => {
  vi.clearAllMocks();
});
afterEach(cleanup);

describe("one message", () => {
  async function read(told: LookedMessage | { refused: string }, of = row(1)) {
    open({ "look.list": list([of]), "look.read": told });
    await choose();
    fireEvent.click(await screen.findByRole("button", { name: of.subject }));
    return screen.findByRole("article", { name: of.subject });
  }

  it("is shown as text, and no markup in it comes alive", async () => {
    const evil = '<img src="http://x.example/y.png" onerror="alert(1)"><b>bold</b>';
    const article = await read(message({ text: evil, subject: evil, from: evil }));
    await waitFor(() => expect(article.querySelector("pre")?.textContent).toBe(evil));
    expect(article.querySelectorAll("img, b, script")).toHaveLength(0);
    expect(within(article).getByText(/their SHA-256 is the one/)).toBeTruthy();
  });

  it("is asked for in the folder that holds its bytes", async () => {
    await read(message(), row(7, { folder: "f2", holder: "f1" }));
    expect(asked("look.read")).toMatchObject([{ backupId: "b1", folder: "f1", n: 7 }]);
  });

  it("names its attachments, and what is to be known of it", async () => {
    const article = await read(
      message({
        text: "",
        whole: false,
        fromHtml: true,
        textCut: true,
        onlyBeginning: true,
        attachments: [
          { name: "a.pdf", type: "application/pdf", bytes: 2_000_000 },
          { name: "", type: "image/png", bytes: 5 },
        ],
      }),
    );
    await within(article).findByText("a.pdf (2 MB)");
    expect(within(article).getByText("without a name: image/png (5 bytes)")).toBeTruthy();
    for (const words of [
      /no longer the bytes/,
      /made as HTML/,
      /no text/,
      /Only the beginning/,
      /32 MB/,
    ]) {
      expect(within(article).getByText(words)).toBeTruthy();
    }
    expect(within(article).queryByText(/their SHA-256 is the one/)).toBeNull();
  });

  it("is saved, and where it went is said", async () => {
    const article = await read(message());
    answer({ "look.saveEml": { name: "/downloads/Subject 1.eml", whole: false } });
    const save = within(article).getByRole("button", { name: "Save as .eml" });
    await waitFor(() => expect((save as HTMLButtonElement).disabled).toBe(false));
    fireEvent.click(save);
    expect(
      await within(article).findByText(/^Saved: \/downloads\/Subject 1.eml. Its bytes/),
    ).toBeTruthy();
  });

  it("says why it cannot be read, and closes", async () => {
    const article = await read({ refused: "message-file-missing" });
    expect((await within(article).findByRole("alert")).textContent).toContain("is missing");
    fireEvent.click(within(article).getByRole("button", { name: "Close message" }));
    expect(screen.queryByRole("article")).toBeNull();
  });
});
