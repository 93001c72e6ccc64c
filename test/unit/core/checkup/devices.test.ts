import { describe, expect, it } from "vitest";
import { type Device, soundDevices } from "../../../../src/core/checkup/devices";

const phone: Device = {
  id: "d1",
  name: "Phone",
  kind: "phone",
  app: "iphone",
  protocol: "pop",
  daysOnServer: 14,
};

/** A device as a page might send it, of any type. */
const told = (more: Record<string, unknown>) => [{ ...phone, ...more }];

describe("devices that a page sends", () => {
  it("are kept as they are, and none is an answer too", () => {
    expect(soundDevices([phone])).toEqual([phone]);
    expect(soundDevices([])).toEqual([]);
  });

  it("have their names trimmed, and nothing kept that is not asked for", () => {
    expect(soundDevices(told({ name: "  Phone ", owner: "me" }))).toEqual([phone]);
  });

  it("keep mail at the provider with IMAP, whatever number stood in the form", () => {
    expect(soundDevices(told({ protocol: "imap", daysOnServer: 3 }))?.[0]?.daysOnServer).toBe(
      "always",
    );
  });

  it.each([0, 9999, "always", "unknown"])("may leave mail on the server: %s", (daysOnServer) => {
    expect(soundDevices(told({ daysOnServer }))?.[0]?.daysOnServer).toBe(daysOnServer);
  });

  it.each<[string, unknown]>([
    ["no list", { 0: phone, length: 1 }],
    ["null among them", [phone, null]],
    ["no name", told({ name: "  " })],
    ["a name of 61 characters", told({ name: "x".repeat(61) })],
    ["a name that is no text", told({ name: { toString: () => "Phone" } })],
    ["an unknown kind", told({ kind: "watch" })],
    ["an unknown program", told({ app: "constructor" })],
    ["an unknown protocol", told({ protocol: "exchange" })],
    ["days below zero", told({ daysOnServer: -1 })],
    ["too many days", told({ daysOnServer: 10_000 })],
    ["half a day", told({ daysOnServer: 0.5 })],
    ["days that are no number", told({ daysOnServer: Number.NaN })],
    ["no id", told({ id: "" })],
    ["one id twice", [phone, phone]],
    ["31 devices", Array.from({ length: 31 }, (_, at) => ({ ...phone, id: `d${at}` }))],
  ])("are refused as a whole: %s", (_what, sent) => {
    expect(soundDevices(sent)).toBeNull();
  });
});
