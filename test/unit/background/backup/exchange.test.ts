import { expect, it } from "vitest";
import type { AccountSource } from "../../../../src/core/backup/account-source";
import { type Box, box, fakeThunderbird, mailText } from "./fake-thunderbird";
import { imap, oneRun } from "./one-run";

const exchange: AccountSource = { ...imap, kind: "exchange", type: "ews" };
const [one, two] = [mailText("one"), mailText("two")];
const notTried = { reason: { code: "service-not-tried" } };

function withBoxes(...boxes: Box[]) {
  const thunderbird = fakeThunderbird("ews");
  for (const each of boxes) thunderbird.here.set(each.path, structuredClone(each));
  for (const each of thunderbird.here.values()) {
    // Exchange counts sizes in a way of its own.
    for (const mail of each.mails) mail.size = 5000;
  }
  return thunderbird;
}

it("saves Exchange message by message, whole, and never calls it complete", async () => {
  const thunderbird = withBoxes(box("Inbox", 0, one, two), box("Kept", 0, one));
  const run = await oneRun(thunderbird, exchange);
  expect(run).toMatchObject({ verdict: "unknown", missing: [notTried] });
  expect(run.missing).toHaveLength(1);
  expect(run.record("Inbox").verdict).toMatchObject({
    state: "unknown",
    rows: 2,
    saved: 2,
    ...notTried,
  });
  expect(run.mails("Inbox")).toEqual([one, two]);
  expect(run.lines("Inbox")[0]).toMatchObject({ t: "msg", rowSize: 5000 });
  expect(run.lines("Kept")).toMatchObject([{ t: "ref", folder: run.record("Inbox").id, of: 1 }]);
});

it("asks the service for nothing that the backup holds", async () => {
  const thunderbird = withBoxes(box("Inbox", 0, one, two), box("Kept", 0, one));
  const first = await oneRun(thunderbird, exchange);
  thunderbird.log.length = 0;
  const run = await oneRun(thunderbird, exchange);
  expect(thunderbird.log).toEqual([]);
  expect(run.lines("Inbox")).toEqual(first.lines("Inbox"));
  expect(run.lines("Kept")).toEqual(first.lines("Kept"));
});

it("names a message that the service refuses, and saves the others", async () => {
  const thunderbird = withBoxes(box("Inbox", 0, one, two));
  Object.assign(thunderbird.here.get("Inbox")?.mails[0] ?? {}, { unreadable: true });
  const run = await oneRun(thunderbird, exchange);
  expect(run.verdict).toBe("incomplete");
  expect(run.missing).toMatchObject([{ reason: { code: "server-refused" } }, notTried]);
  expect(run.mails("Inbox")).toEqual([two]);
});

it("asks nothing of a service that would open a window for signing in", async () => {
  const thunderbird = withBoxes(box("Inbox", 0, one, two));
  thunderbird.noToken.value = true;
  const run = await oneRun(thunderbird, exchange);
  expect(run.verdict).toBe("incomplete");
  expect(run.missing).toMatchObject([{ reason: { code: "sign-in-needed" } }, notTried]);
  expect(thunderbird.log).toEqual([]);
});
