import { expect, it } from "vitest";
import { connectsByItself, planQuiet } from "../../../../src/core/move-house/quiet";
import { known } from "../../../../src/core/part";
import { now, server, snapshot, withServer } from "../checkup/snapshots";

const off = { checkTimed: false, checkAtStartup: false, autoSync: false };

it.each([
  ["imap", ["checkTimed", "checkAtStartup", "autoSync"]],
  ["pop3", ["checkTimed", "checkAtStartup"]],
] as const)("switches off whatever connects by itself: %s", (type, settings) => {
  const given = withServer(type, {});
  const account = type.charAt(0);
  expect(connectsByItself(given, account)).toBe(true);
  expect(planQuiet(given, account)).toEqual(
    settings.map((setting) => ({ account, setting, from: true, to: false })),
  );
});

it("writes nothing where all of it is off", () => {
  expect(connectsByItself(withServer("imap", off), "i")).toBe(false);
  expect(planQuiet(withServer("imap", off), "i")).toEqual([]);
});

it.each(["checkTimed", "checkAtStartup", "autoSync"] as const)("counts %s alone", (setting) => {
  const given = withServer("imap", { ...off, [setting]: true });
  expect(connectsByItself(given, "i")).toBe(true);
  expect(planQuiet(given, "i").map((change) => change.setting)).toEqual([setting]);
});

it("is refused by a policy and by nonsense", () => {
  const locked = server("i", "imap", {}, { locked: ["checkAtStartup"] });
  const given = snapshot({ servers: known({ i: known(locked, now) }, now) });
  expect(() => planQuiet(given, "i")).toThrow("setting-locked");
  expect(() => connectsByItself(withServer("imap", { checkTimed: "x" }), "i")).toThrow(
    "value-unreadable",
  );
});
