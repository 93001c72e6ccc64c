// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/preact";
import { afterEach, expect, it } from "vitest";
import { speak } from "../fakes/browser";
import { advice } from "./chooser-advice";
import { answer, overview } from "./given";

afterEach(cleanup);

it("a Dutch Thunderbird gets the advice, the steps and the devices in Dutch", async () => {
  speak("nl");
  const { ChooserSection } = await import("../../../src/options/chooser-section");
  answer({ "chooser.advise": advice({ provider: "outlook" }) });
  const { container } = render(<ChooserSection overview={overview()} />);
  expect((await screen.findByRole("status")).textContent).toBe("IMAP past bij dit adres.");
  expect(screen.getByRole("heading", { name: "Wat past bij mij, POP of IMAP?" })).toBeTruthy();
  expect(
    screen.getByText("Stel in dat Ann de berichten op de server laat.", { exact: false }),
  ).toBeTruthy();
  expect(screen.getByText(/of er nog 2,5 GB bij past/)).toBeTruthy();
  expect(screen.getByText("Samsung E-mail op Android")).toBeTruthy();
  expect(screen.getAllByText(/Geschreven op 23 november 2026/)).toHaveLength(2);
  expect(container.textContent).not.toMatch(/chooser_|steps_|provider_/);
});
