// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Device } from "../../../src/core/checkup/devices";
import { Page } from "../../../src/options/page";
import type { Overview } from "../../../src/protocol";
import { answer, asked, chosen, overview } from "./given";

const phone: Device = {
  id: "d1",
  name: "Ann's phone",
  kind: "phone",
  app: "iphone",
  protocol: "pop",
  daysOnServer: 14,
};

async function open(devices: Overview["devices"], more: Record<string, unknown> = {}) {
  const given = overview([], { devices });
  answer({
    overview: given,
    "settings.get": chosen,
    "backup.list": given.backups,
    "devices.set": given.report,
    ...more,
  });
  render(<Page />);
  const name = "Devices that read ann@example.nl";
  return within(await screen.findByRole("region", { name }));
}

/** The list that was sent last, without the ids that were made up. */
const sent = () => {
  const last = asked("devices.set").at(-1) as unknown as { address: string; devices: Device[] };
  return { ...last, devices: last?.devices.map(({ id: _id, ...device }) => device) };
};

const choose = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

beforeEach(() => {
  vi.clearAllMocks();
  location.hash = "";
});
afterEach(cleanup);

describe("the devices of an address", () => {
  it("are asked about in one question, and none is a clear answer", async () => {
    const ann = await open({});
    expect(ann.getByText("Which other devices read ann@example.nl?")).toBeTruthy();
    fireEvent.click(ann.getByText("No other devices"));
    await waitFor(() => expect(asked("devices.set")).toHaveLength(1));
    expect(sent()).toMatchObject({ address: "ann@example.nl", devices: [] });
  });

  it("that are none are not asked about again", async () => {
    const ann = await open({ "Ann@Example.nl": [] });
    expect(ann.getByText("No other device reads this address.")).toBeTruthy();
    expect(ann.queryByText("No other devices")).toBeNull();
  });

  it("are added with what the user knows", async () => {
    const ann = await open({ "ann@example.nl": [phone] });
    fireEvent.click(ann.getByText("Add a device"));
    fireEvent.click(ann.getByRole("radio", { name: "Computer" }));
    await waitFor(() => expect(screen.getByText("Apple Mail on a Mac")).toBeTruthy());
    choose("Program that reads the mail there", "outlook");
    choose("How it fetches the mail", "pop");
    choose("After that, mail stays at the provider", "days");
    const days = await screen.findByLabelText("Number of days");
    fireEvent.input(days, { target: { value: "10" } });
    fireEvent.input(screen.getByLabelText("What you call it"), { target: { value: " Upstairs " } });
    fireEvent.click(ann.getByRole("button", { name: "Save this device" }));
    await waitFor(() => expect(asked("devices.set")).toHaveLength(1));
    const { id: _id, ...before } = phone;
    expect(sent().devices).toEqual([
      before,
      { name: "Upstairs", kind: "computer", app: "outlook", protocol: "pop", daysOnServer: 10 },
    ]);
  });

  it("need no more than one answer: the rest may stay unknown", async () => {
    const ann = await open({});
    fireEvent.click(ann.getByText("Add a device"));
    fireEvent.click(ann.getByRole("button", { name: "Save this device" }));
    await waitFor(() => expect(asked("devices.set")).toHaveLength(1));
    expect(sent().devices).toEqual([
      {
        name: "Phone",
        kind: "phone",
        app: "iphone",
        protocol: "unknown",
        daysOnServer: "unknown",
      },
    ]);
  });

  it("say what they do to the mail, and are changed and removed by name", async () => {
    const ann = await open({ "ann@example.nl": [phone, { ...phone, id: "d2", name: "PC" }] });
    expect(ann.getAllByText(/takes the mail off the server after 14 days/)).toHaveLength(2);
    fireEvent.click(ann.getByRole("button", { name: "Change PC" }));
    choose("How it fetches the mail", "imap");
    await waitFor(() => expect(screen.queryByLabelText(/After that/)).toBeNull());
    fireEvent.click(ann.getByRole("button", { name: "Save this device" }));
    await waitFor(() => expect(asked("devices.set")).toHaveLength(1));
    expect(sent().devices.map(({ daysOnServer }) => daysOnServer)).toEqual([14, "always"]);
    fireEvent.click(await ann.findByRole("button", { name: "Remove Ann's phone from this list" }));
    await waitFor(() => expect(asked("devices.set")).toHaveLength(2));
    expect(sent().devices.map(({ name }) => name)).toEqual(["PC"]);
  });

  it("that the background refuses stay in the form, with the reason", async () => {
    const ann = await open({}, { "devices.set": { refused: "bad-request" } });
    fireEvent.click(ann.getByText("Add a device"));
    fireEvent.click(ann.getByRole("button", { name: "Save this device" }));
    expect(await ann.findByRole("alert")).toBeTruthy();
    expect(ann.getByRole("button", { name: "Save this device" })).toBeTruthy();
  });

  it("are the place to which a finding leads", async () => {
    location.hash = "#devices=ann%40example.nl";
    await open({});
    await waitFor(() =>
      expect(document.activeElement?.getAttribute("aria-label")).toBe(
        "Devices that read ann@example.nl",
      ),
    );
  });
});
