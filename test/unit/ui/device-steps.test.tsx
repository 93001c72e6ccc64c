// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/preact";
import { afterEach, describe, expect, it } from "vitest";
import { deviceApps } from "../../../src/core/checkup/devices";
import { DeviceSteps } from "../../../src/options/device-steps";
import { AddressNote, ProviderNote } from "../../../src/options/provider-note";

afterEach(cleanup);

describe("the steps on a device", () => {
  it.each(deviceApps)("say where it is set, how to see it and how to switch: %s", (app) => {
    const { container } = render(<DeviceSteps app={app} protocol="unknown" />);
    const answers = [...container.querySelectorAll("dd")].map((one) => one.textContent ?? "");
    expect(answers).toHaveLength(app === "outlook" ? 6 : 3);
    for (const answer of answers) expect(answer.length).toBeGreaterThan(40);
    expect(container.textContent).not.toContain("steps_");
  });

  it("say the date they were written, and that menus may differ", () => {
    render(<DeviceSteps app="iphone" protocol="pop" />);
    expect(screen.getByText(/November 23, 2026.*may differ/)).toBeTruthy();
  });

  it("tell classic and new Outlook apart", () => {
    render(<DeviceSteps app="outlook" protocol="pop" />);
    expect(screen.getByText("Outlook for Windows, classic")).toBeTruthy();
    expect(screen.getByText("Outlook for Windows, new")).toBeTruthy();
    expect(screen.getByText(/100 days; Outlook proposes 14/)).toBeTruthy();
  });

  it("leave out what an IMAP device has no use for", () => {
    render(<DeviceSteps app="thunderbird" protocol="imap" />);
    expect(screen.getByText("POP or IMAP?")).toBeTruthy();
    expect(screen.queryByText("Leave mail on the server")).toBeNull();
    expect(screen.queryByText("Go over to IMAP")).toBeNull();
  });
});

describe("the note on a provider", () => {
  it.each([
    ["gmail", "About Gmail", 6, /recent:/],
    ["outlook", "About Outlook.com, Hotmail and Microsoft 365", 4, /OAuth2/],
  ] as const)("has every fact, and its date: %s", (provider, heading, count, fact) => {
    render(<ProviderNote provider={provider} />);
    expect(screen.getByText(heading)).toBeTruthy();
    expect(screen.getAllByRole("listitem", { hidden: true })).toHaveLength(count);
    expect(screen.getByText(fact)).toBeTruthy();
    expect(screen.getByText(/November 23, 2026/)).toBeTruthy();
  });
});

describe("the note under an address of the report", () => {
  it.each([
    ["ann@GMail.com", [], "About Gmail"],
    ["info@bakkerij.example", ["pop-short-retention", "gmail-pop"], "About Gmail"],
    ["ann@hotmail.nl", [], "About Outlook.com, Hotmail and Microsoft 365"],
    [
      "info@bakkerij.example",
      ["exchange-ews-retiring"],
      "About Outlook.com, Hotmail and Microsoft 365",
    ],
  ])("is that of its provider: %s %s", (address, checks, heading) => {
    render(<AddressNote address={address} checks={checks} />);
    expect(screen.getByText(heading)).toBeTruthy();
  });

  it.each(["ann@example.nl", "gmail.com@example.nl", "ann@mygmail.com", ""])(
    "is not there for anybody else: '%s'",
    (address) => {
      const { container } = render(<AddressNote address={address} checks={["pop-days-invalid"]} />);
      expect(container.textContent).toBe("");
    },
  );
});
