import { describe, expect, it } from "vitest";
import { popImapSameAddress } from "../../../../src/core/checkup/checks/pop-imap-same-address";
import type { Device } from "../../../../src/core/checkup/devices";
import { known, missing } from "../../../../src/core/part";
import {
  account,
  device,
  now,
  onlyFinding,
  outcomeOf,
  type Settings,
  withServer,
} from "./snapshots";

/** One account of ann@example.nl with other devices beside it. */
const beside = (type: "pop3" | "imap" | "ews", settings: Settings, ...devices: Device[]) =>
  withServer(type, settings, { devices: { "ann@example.nl": devices } });

const pop = (daysOnServer: Device["daysOnServer"], name = "Phone") =>
  device({ name, protocol: "pop", daysOnServer });

describe("POP here and IMAP on a device", () => {
  it.each<[string, Settings, string, number]>([
    ["takes mail at once", { leaveOnServer: false }, "device-imap-at-once", 0],
    ["leaves it for some days", { deleteByAge: true, daysOnServer: 14 }, "device-imap-days", 14],
    ["removes what is deleted here", { deleteFollowsLocal: true }, "device-imap", 0],
    ["says nonsense", { daysOnServer: "14" }, "device-imap", 0],
  ])("is critical where this account %s", (_how, settings, kind, days) => {
    const from = beside("pop3", settings, device(), device({ name: "Tablet" }));
    expect(onlyFinding(popImapSameAddress, from)).toMatchObject({
      severity: "critical",
      action: "fix",
      subject: { accounts: ["p"], address: "ann@example.nl" },
      values: { kind, devices: "Phone, Tablet", days, count: days, pop: "Mail of p" },
    });
  });

  it("is medium, and nothing to click, where this account removes nothing", () => {
    const found = onlyFinding(popImapSameAddress, beside("pop3", {}, device()));
    expect([found.severity, found.values.kind, found.action]).toEqual([
      "medium",
      "device-imap-kept",
      undefined,
    ]);
  });

  it("is critical where the server of this account cannot be read", () => {
    const from = {
      ...beside("pop3", {}, device()),
      accounts: known([account("p", "pop3")], now),
      servers: missing("experiment-absent"),
    };
    expect(onlyFinding(popImapSameAddress, from).values.kind).toBe("device-imap");
  });
});

describe.each(["imap", "ews"] as const)("%s here and POP on a device", (type) => {
  it.each<[string, Device["daysOnServer"], string, number]>([
    ["takes mail at once", 0, "device-pop-at-once", 0],
    ["leaves it for some days", 14, "device-pop-days", 14],
    ["does nobody know what", "unknown", "device-pop", 0],
  ])("is critical where the device %s", (_how, days, kind, shown) => {
    expect(onlyFinding(popImapSameAddress, beside(type, {}, pop(days)))).toMatchObject({
      severity: "critical",
      action: "devices",
      values: { kind, devices: "Phone", days: shown, imap: `Mail of ${type.charAt(0)}` },
    });
  });

  it("is medium, and nothing to click, where the device removes nothing", () => {
    const found = onlyFinding(popImapSameAddress, beside(type, {}, pop("always")));
    expect([found.severity, found.values.kind, found.action]).toEqual([
      "medium",
      "device-pop-kept",
      undefined,
    ]);
  });

  it("goes by the first of several devices to take mail away", () => {
    const kind = (...days: Device["daysOnServer"][]) =>
      onlyFinding(popImapSameAddress, beside(type, {}, ...days.map((each) => pop(each)))).values
        .kind;
    expect(kind(30, 3, "always")).toBe("device-pop-days");
    expect(kind(30, "unknown")).toBe("device-pop");
    expect(kind(0, "unknown")).toBe("device-pop-at-once");
  });
});

it("is silent where all devices use the protocol of this account", () => {
  expect(outcomeOf(popImapSameAddress, beside("imap", {}, device())).state).toBe("fine");
  expect(outcomeOf(popImapSameAddress, beside("pop3", {}, pop(3))).state).toBe("fine");
});

it("is not known, by name, where the user does not know how a device reads", () => {
  const odd = device({ name: "Old PC", protocol: "unknown" });
  const outcome = outcomeOf(popImapSameAddress, beside("imap", {}, odd));
  expect(outcome.reason).toEqual({ code: "device-unknown", values: { device: "Old PC" } });
});
