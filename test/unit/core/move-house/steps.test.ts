import { describe, expect, it } from "vitest";
import {
  type MoveFacts,
  type MoveHouse,
  roads,
  stepReasons,
} from "../../../../src/core/move-house/move";
import { stepsOf } from "../../../../src/core/move-house/steps";
import { agreeing, facts, move, now, proof, staleProof } from "./given-move";

const stands = (parts: Partial<MoveHouse>, seen: Partial<MoveFacts> = {}) =>
  stepsOf(move(parts), facts(seen)).map(({ code, state, reason }) => `${code} ${state} ${reason}`);

const host = { road: "host" } as const;
const provider = { road: "provider", newAccount: null } as const;
const quiet = { checksOn: false };

describe("the order", () => {
  it.each([
    ["provider", "prove tell quiet new-account restore compare let-go"],
    ["host", "prove tell quiet switch restore compare resume let-go"],
    ["pop-to-imap", "prove quiet new-account restore compare let-go"],
  ] as const)("of %s", (road, order) => {
    const codes = stepsOf(move({ road, newAccount: null }), facts()).map(({ code }) => code);
    expect(codes.join(" ")).toBe(order);
  });

  it.each(roads)(
    "keeps the switch of %s until the mail is proved and the checks are off",
    (road) => {
      const first = { road, newAccount: null };
      const step = (parts: Partial<MoveHouse>, seen: Partial<MoveFacts>) =>
        stepsOf(move({ ...first, ...parts }), facts(seen)).find(
          ({ code }) => code === "switch" || code === "new-account",
        );
      expect(step({}, quiet)).toMatchObject({ state: "blocked", reason: "first-prove" });
      expect(step({ proof: proof() }, {})).toMatchObject({
        state: "blocked",
        reason: "first-quiet",
      });
      expect(step({ proof: proof() }, quiet)).toMatchObject({ state: "open" });
      expect(step({ proof: staleProof }, quiet)).toMatchObject({ state: "blocked" });
    },
  );
});

describe("the same address on a new host", () => {
  it("goes from step to step", () => {
    expect(stands(host)).toEqual([
      "prove open proof-none",
      "tell open tell-open",
      "quiet open checks-on",
      "switch blocked first-prove",
      "restore blocked first-switch",
      "compare blocked first-switch",
      "resume done checks-back",
      "let-go blocked first-compare",
    ]);
    const switched = { proof: proof(), ticked: { tell: now }, switchedAt: now };
    expect(stands(switched, quiet)).toEqual([
      "prove done proof-used",
      "tell done tell-told",
      "quiet done checks-off",
      "switch done switch-seen",
      "restore open restore-open",
      "compare not-known compare-unknown",
      "resume blocked first-compare",
      "let-go blocked first-compare",
    ]);
    const back = { checksOn: true, compared: agreeing, safe: "yes" as const };
    expect(stands({ ...switched, receipt: "r1" }, back).slice(2)).toEqual([
      "quiet done checks-were-off",
      "switch done switch-seen",
      "restore done restore-there",
      "compare done compare-agrees",
      "resume done checks-back",
      "let-go done go-yes",
    ]);
  });

  it("holds on to its proof for as long as the move takes once the switch was made", () => {
    expect(stands({ proof: staleProof })[0]).toBe("prove open proof-old");
    expect(stands({ proof: staleProof, switchedAt: now })[0]).toBe("prove done proof-used");
    expect(stands({ proof: staleProof, ticked: { switch: now } })[0]).toBe("prove done proof-used");
  });

  it("says that it came too late where nothing was proved before", () => {
    expect(stands({ switchedAt: now })[0]).toBe("prove not-known proof-too-late");
  });

  it("takes a step that nobody can see on the user's word, and says so", () => {
    const given = move({ proof: proof(), ticked: { switch: now } });
    const step = stepsOf(given, facts(quiet)).find(({ code }) => code === "switch");
    expect(step).toMatchObject({ state: "done", how: "told", values: { whenAt: now } });
  });

  it("believes no counts from before the switch", () => {
    const steps = stands({ proof: proof() }, { ...quiet, compared: agreeing });
    expect(steps).toContain("restore blocked first-switch");
    expect(steps).toContain("compare blocked first-switch");
  });
});

describe("a new account", () => {
  it.each([
    ["none", { newAccount: null }, {}],
    ["the old one", { newAccount: "a1" }, {}],
    ["one that has gone", { newAccount: "a2" }, { newIsThere: false }],
  ])("is asked for where there is %s", (_name, parts, seen) => {
    const steps = stands({ ...provider, proof: proof(), ...parts }, { ...quiet, ...seen });
    expect(steps).toContain("new-account open new-open");
    expect(steps).toContain("restore blocked first-new-account");
  });

  it("ends with the old account gone", () => {
    const steps = stands(
      { ...provider, newAccount: "a2", proof: staleProof },
      { isThere: false, checksOn: null, compared: agreeing },
    );
    expect(steps[0]).toBe("prove done proof-used");
    expect(steps).toContain("quiet done account-removed");
    expect(steps.at(-1)).toBe("let-go done account-removed");
  });
});

describe("counts", () => {
  const moved = { proof: proof(), switchedAt: now };
  const compare = (compared: MoveFacts["compared"]) =>
    stepsOf(move(moved), facts({ ...quiet, compared })).find(({ code }) => code === "compare");

  it.each([
    ["nothing to compare", []],
    ["a folder that nobody counted", [{ path: "INBOX", had: 30, has: null }]],
  ])("prove nothing with %s", (_name, compared) => {
    expect(compare(compared)).toMatchObject({ state: "not-known" });
    const safe = "yes" as const;
    expect(stands(moved, { ...quiet, compared, safe }).at(-1)).toBe("let-go blocked first-compare");
  });

  it("say how many messages are lacking, whatever else has more", () => {
    const compared = [...agreeing, { path: "Work", had: 20, has: 18 }];
    expect(compare(compared)).toMatchObject({ state: "open", values: { count: 2 } });
  });
});

it.each([
  ["yes", "done go-yes"],
  ["no", "open go-no"],
  ["unknown", "not-known go-unknown"],
  [null, "not-known go-unknown"],
] as const)("lets the old one go only by a yes: %s", (safe, expected) => {
  const parts = { ...provider, newAccount: "a2", proof: proof() };
  const seen = { ...quiet, compared: agreeing, safe };
  expect(stands(parts, seen).at(-1)).toBe(`let-go ${expected}`);
});

it("says that it does not know settings that cannot be read", () => {
  expect(stands({ proof: proof() }, { checksOn: null })).toContain(
    "quiet not-known checks-unknown",
  );
});

it("gives only reasons that have words", () => {
  const states: string[] = [];
  for (const road of roads) {
    for (const checksOn of [true, false, null]) {
      for (const newAccount of [null, "a2"]) {
        const given = move({ road, newAccount });
        states.push(...stepsOf(given, facts({ checksOn })).map(({ reason }) => reason));
      }
    }
  }
  expect(states.filter((one) => !(stepReasons as readonly string[]).includes(one))).toEqual([]);
});
