// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, expect, it } from "vitest";
import { speak } from "../fakes/browser";
import { answer, chosen, outcome, overview, short } from "./given";

afterEach(cleanup);

it("a Dutch Thunderbird gets Dutch sentences with Dutch numbers", async () => {
  speak("nl");
  const { Popup } = await import("../../../src/popup/face");
  answer({ overview: overview() });
  render(<Popup />);
  expect(await screen.findByRole("heading", { level: 1, name: "Uw post is veilig" })).toBeTruthy();
  expect(screen.getByText("16.812 van 16.812 berichten")).toBeTruthy();
  expect(screen.getByText("16.812 berichten, 3 dagen geleden nagelezen")).toBeTruthy();
});

it("also on the page: what is changed, which devices there are and when it warns", async () => {
  speak("nl");
  const { Page } = await import("../../../src/options/page");
  const found = { ...short("ann@example.nl", "a1"), action: "fix" as const };
  answer({
    overview: overview([outcome("pop-short-retention", [found])]),
    "settings.get": chosen,
    "backup.list": [],
    "fix.plan": {
      hash: "h",
      changes: [{ account: "a1", setting: "leaveOnServer", from: false, to: true }],
      fetch: null,
      removes: { ok: true, value: 1200, at: 1 },
      cover: "stale",
    },
  });
  render(<Page />);
  await screen.findByText("Welke andere apparaten lezen ann@example.nl?");
  const [opener] = screen.getAllByRole("button").filter((one) => one.hasAttribute("aria-expanded"));
  fireEvent.click(opener as HTMLElement);
  expect(await screen.findByText("Berichten op de server laten: uit → aan")).toBeTruthy();
  expect(
    screen.getByText("Bij de volgende controle op post verdwijnen 1.200 berichten van de server."),
  ).toBeTruthy();
  expect(screen.getByRole("button", { name: "Deze instelling wijzigen" })).toBeTruthy();
  expect(screen.getByLabelText("Een postvak bij de provider is voller dan")).toBeTruthy();
});
