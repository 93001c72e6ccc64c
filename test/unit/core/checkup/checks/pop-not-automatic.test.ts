import { expect, it } from "vitest";
import { popNotAutomatic } from "../../../../../src/core/checkup/checks/pop-not-automatic";
import type { PopStateFact } from "../../../../../src/core/checkup/snapshot";
import { known, missing, type Part } from "../../../../../src/core/part";
import {
  daysAgo,
  now,
  onlyFinding,
  outcomeOf,
  popState,
  type Settings,
  withPop,
} from "../snapshots";

const fetched = (settings: Settings, state: Part<PopStateFact>) =>
  withPop(settings, { popStates: known({ p: state }, now) });
const last = (days: number) => known(popState({ writtenAt: daysAgo(days) }), now);

const never = { checkTimed: false, checkAtStartup: false };

it.each([
  ["not-fetched", { fetchAutomatically: false }],
  ["not-checked", never],
  ["not-checked", { ...never, fetchAutomatically: false }],
])("is found, medium, %s", (kind, settings) => {
  expect(onlyFinding(popNotAutomatic, fetched(settings, last(8)))).toMatchObject({
    severity: "medium",
    action: "fix",
    subject: { accounts: ["p"], address: "ann@example.nl" },
    values: { kind, address: "ann@example.nl", fetchedAt: daysAgo(8) },
  });
});

it("stays the same finding while nothing is fetched", () => {
  const at = (days: number) => onlyFinding(popNotAutomatic, fetched(never, last(days)));
  expect(at(8).fingerprint).toBe(at(80).fingerprint);
});

it.each([
  ["every ten minutes", {}],
  ["at start-up", { checkTimed: false }],
  ["by the clock", { checkAtStartup: false }],
])("is silent where mail is fetched %s, however long ago any came", (_when, settings) => {
  expect(outcomeOf(popNotAutomatic, fetched(settings, last(80))).state).toBe("fine");
  expect(outcomeOf(popNotAutomatic, fetched(settings, missing("internal"))).state).toBe("fine");
});

it("is silent where mail was fetched by hand within a week", () => {
  expect(outcomeOf(popNotAutomatic, fetched(never, last(7))).state).toBe("fine");
});

it.each([
  [missing("not-asked-yet"), "not-asked-yet"],
  [known(popState({ writtenAt: Number.NaN }), now), "value-unreadable"],
  [known(popState({ writtenAt: -1 }), now), "value-unreadable"],
  [known(popState({ writtenAt: daysAgo(-2) }), now), "value-unreadable"],
])("is not known where nobody knows when mail was fetched: %#", (state, code) => {
  expect(outcomeOf(popNotAutomatic, fetched(never, state)).reason?.code).toBe(code);
});

it("is not known where nothing is remembered of any account", () => {
  const from = withPop(never, { popStates: missing("experiment-absent") });
  expect(outcomeOf(popNotAutomatic, from).reason?.code).toBe("experiment-absent");
});

it.each(["fetchAutomatically", "checkTimed", "checkAtStartup"])(
  "is not known where %s is nonsense",
  (name) => {
    const from = fetched({ [name]: "yes" }, last(80));
    expect(outcomeOf(popNotAutomatic, from).reason?.code).toBe("value-unreadable");
  },
);
