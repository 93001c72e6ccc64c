import { expect, it } from "vitest";
import { emptyTrashOnExit } from "../../../../../src/core/checkup/checks/empty-trash-on-exit";
import { known, missing } from "../../../../../src/core/part";
import { account, now, onlyFinding, outcomeOf, server, snapshot, withServer } from "../snapshots";

it.each([
  ["imap", "server"],
  ["ews", "server"],
  ["pop3", "computer"],
  ["local", "computer"],
] as const)("is found, high, for %s: gone from the %s", (type, kind) => {
  expect(onlyFinding(emptyTrashOnExit, withServer(type, { emptyTrashOnExit: true }))).toMatchObject(
    { severity: "high", action: "fix", subject: { accounts: [type.charAt(0)] }, values: { kind } },
  );
});

it("names Local Folders as Thunderbird does: they have no address", () => {
  const from = snapshot({
    accounts: known([account("l", "local", "")], now),
    servers: known(
      { l: known(server("l", "local", { emptyTrashOnExit: true }, { user: "nobody" }), now) },
      now,
    ),
  });
  expect(onlyFinding(emptyTrashOnExit, from).values.address).toBe("Mail of l");
});

it("is silent where it is off, and for newsgroups and feeds", () => {
  expect(outcomeOf(emptyTrashOnExit, withServer("imap", {})).state).toBe("fine");
  const feeds = snapshot({
    accounts: known([account("n", "nntp"), account("r", "rss")], now),
    servers: known({}, now),
  });
  expect(outcomeOf(emptyTrashOnExit, feeds).state).toBe("fine");
});

it.each([undefined, "false", 0])("is not known for %j", (nonsense) => {
  const outcome = outcomeOf(emptyTrashOnExit, withServer("pop3", { emptyTrashOnExit: nonsense }));
  expect(outcome.reason?.code).toBe("value-unreadable");
});

it("is not known without the servers", () => {
  const from = snapshot({ servers: missing("experiment-absent") });
  expect(outcomeOf(emptyTrashOnExit, from).reason?.code).toBe("experiment-absent");
});
