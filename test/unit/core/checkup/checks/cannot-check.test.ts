import { expect, it } from "vitest";
import { cannotCheck } from "../../../../../src/core/checkup/checks/cannot-check";
import type { FolderFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../../src/core/part";
import type { ReasonCode } from "../../../../../src/core/reason";
import { account, folder, now, onlyFinding, outcomeOf, snapshot } from "../snapshots";

const accounts = known([account("i", "imap"), account("j", "imap", "bob@example.nl")], now);

const hidden = (i: ReasonCode | null, j: ReasonCode | null): Partial<Snapshot> => ({
  hidden: known({ i: i ? missing(i) : known([], now), j: j ? missing(j) : known([], now) }, now),
});

const withFolders = (list: FolderFact[]): Snapshot =>
  snapshot({
    accounts: known([account("i", "imap")], now),
    folders: known({ i: known(list, now) }, now),
  });

it.each<[ReasonCode, string]>([
  ["password-needed", "sign-in"],
  ["sign-in-needed", "sign-in"],
  ["server-unreachable", "server"],
  ["server-refused", "server"],
  ["server-silent", "server"],
])("is found, good to know, for the account with %s: %s", (code, kind) => {
  expect(onlyFinding(cannotCheck, snapshot({ accounts, ...hidden(null, code) }))).toMatchObject({
    severity: "info",
    subject: { accounts: ["j"], address: "bob@example.nl" },
    values: { kind, address: "bob@example.nl", count: 0, folders: "" },
  });
});

it("is found once for all accounts while Thunderbird is offline", () => {
  const from = snapshot({ accounts, ...hidden("offline", "offline") });
  expect(onlyFinding(cannotCheck, from)).toMatchObject({
    id: "cannot-check",
    subject: { accounts: [] },
    values: { kind: "offline", address: "ann@example.nl, bob@example.nl" },
  });
});

it("is found by what folders and quotas tell, as well as by the list of the server", () => {
  const quotas = known({ i: missing("password-needed") }, now);
  expect(onlyFinding(cannotCheck, snapshot({ accounts, quotas })).subject.accounts).toEqual(["i"]);
  const unasked = folder("Old", 0, { everOpened: false, server: missing("password-needed") });
  expect(onlyFinding(cannotCheck, withFolders([unasked])).values.kind).toBe("sign-in");
});

it("is found for folders that could not be looked into", () => {
  const from = withFolders([
    folder("INBOX", 5),
    folder("A", 5, { census: missing("folder-locked") }),
    folder("B", 5, { retention: missing("folder-unreadable") }),
    folder("C", 5, { server: missing("server-refused") }),
  ]);
  expect(onlyFinding(cannotCheck, from)).toMatchObject({
    subject: { accounts: ["i"], folders: ["A", "B", "C"] },
    values: { kind: "folders", count: 3, folders: "A, B, C" },
  });
});

it("says the account's trouble, not its folders', where both are there", () => {
  const from = {
    ...withFolders([folder("A", 5, { census: missing("folder-locked") })]),
    quotas: known({ i: missing("password-needed") }, now),
  };
  expect(onlyFinding(cannotCheck, from)).toMatchObject({
    subject: { accounts: ["i"] },
    values: { kind: "sign-in", count: 0 },
  });
});

it("is silent where everything could be read, or was not asked yet", () => {
  expect(outcomeOf(cannotCheck, snapshot({ accounts, ...hidden(null, null) })).state).toBe("fine");
  const unasked = snapshot({ accounts, ...hidden("not-asked-yet", "not-asked-yet") });
  expect(outcomeOf(cannotCheck, unasked).state).toBe("fine");
});

it("leaves a part that is missing altogether to the checks that need it", () => {
  const from = snapshot({ accounts, folders: missing("experiment-absent") });
  expect(outcomeOf(cannotCheck, from).state).toBe("fine");
});

it("is not known without the accounts", () => {
  const blind = snapshot({ accounts: missing("internal") });
  expect(outcomeOf(cannotCheck, blind).state).toBe("unknown");
});
