import { afterEach, expect, it, vi } from "vitest";
import { adviseOnAddress } from "../../../src/background/chooser";
import { reasonOf } from "../../../src/core/refusal";
import { ann, device, household } from "../core/chooser/mailboxes";

/** Nothing but the stored values is at hand: whatever else were asked for would throw. */
const stored = (values: Record<string, unknown>) =>
  vi.stubGlobal("messenger", {
    storage: { local: { get: async (key: string) => ({ [key]: values[key] }) } },
  });

afterEach(() => vi.unstubAllGlobals());

const given = household([{ type: "pop3" }]);
const refusal = (input: object) =>
  adviseOnAddress(input as never).then(
    () => "none",
    (error: unknown) => reasonOf(error).code,
  );

it("advises from the stored snapshot, and from the devices as they were told since", async () => {
  stored({ snapshot: given, devices: { [ann]: [device("Phone")] } });
  const advice = await adviseOnAddress({ address: ann, answers: {} });
  expect([advice.choice, advice.devices]).toEqual(["imap", ["Phone"]]);
});

it("takes what is no answer for none", async () => {
  stored({ snapshot: given });
  const answers = { offline: "perhaps", deleteEverywhere: "yes", other: "yes" } as never;
  const { unanswered } = await adviseOnAddress({ address: ann, answers });
  expect(unanswered).toEqual(["otherDevices", "offline", "roomAtProvider"]);
  for (const nonsense of [null, undefined, "yes", 3]) {
    const advice = await adviseOnAddress({ address: ann, answers: nonsense as never });
    expect(advice.unanswered).toHaveLength(4);
  }
});

it("refuses what is no address, and to advise before anything was looked at", async () => {
  stored({ snapshot: given });
  expect(await refusal({ address: "ann", answers: {} })).toBe("bad-request");
  expect(await refusal({ answers: {} })).toBe("bad-request");
  stored({});
  expect(await refusal({ address: ann, answers: {} })).toBe("not-asked-yet");
});
