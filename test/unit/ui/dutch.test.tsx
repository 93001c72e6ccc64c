// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/preact";
import { afterEach, expect, it } from "vitest";
import { speak } from "../fakes/browser";
import { answer, overview } from "./given";

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
