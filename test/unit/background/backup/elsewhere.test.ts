import { expect, it } from "vitest";
import { dropUnheld, emptyKnown, takeLine } from "../../../../src/core/backup/known";
import { box, fakeThunderbird, mailText } from "./fake-thunderbird";
import { imap, localFolders, oneRun } from "./one-run";

const [one, two, three] = ["one", "two", "three"].map((name) => mailText(name)) as [
  string,
  string,
  string,
];

function withBoxes(type: "imap" | "none", ...boxes: ReturnType<typeof box>[]) {
  const thunderbird = fakeThunderbird(type);
  for (const each of boxes) {
    thunderbird.here.set(each.path, structuredClone(each));
    thunderbird.server.set(each.path, structuredClone(each));
  }
  return thunderbird;
}
const kinds = (lines: { t: string }[]) => lines.map(({ t }) => t);

it("keeps one message that the server shows in three folders once, and counts it in each", async () => {
  const thunderbird = withBoxes(
    "imap",
    box("INBOX", 7, one, two),
    box("All", 8, two, one, three),
    box("Work", 9, one),
  );
  const run = await oneRun(thunderbird, imap);
  expect(run.verdict).toBe("complete");
  expect(kinds(run.lines("INBOX"))).toEqual(["msg", "msg"]);
  expect(kinds(run.lines("All"))).toEqual(["ref", "ref", "msg"]);
  expect(run.lines("Work")).toMatchObject([
    { t: "ref", folder: run.record("INBOX").id, of: 1, uid: 1, messageId: "one@x" },
  ]);
  expect(run.record("Work").verdict).toMatchObject({ state: "complete", saved: 1, server: 1 });
  expect(run.mails("All")).toEqual([one, three, two]);
});

it("reads nothing again and writes nothing in the next run", async () => {
  const thunderbird = withBoxes("imap", box("INBOX", 7, one), box("Work", 9, one));
  const first = await oneRun(thunderbird, imap);
  thunderbird.log.length = 0;
  const second = await oneRun(thunderbird, imap);
  expect(second.verdict).toBe("complete");
  expect(thunderbird.log.filter((line) => line.startsWith("read"))).toEqual([]);
  expect(second.lines("Work")).toEqual(first.lines("Work"));
});

it("takes two identical messages of one folder for two", async () => {
  const thunderbird = withBoxes("imap", box("INBOX", 7, one), box("Work", 9, one, one, one));
  const run = await oneRun(thunderbird, imap);
  expect(run.lines("Work")).toMatchObject([{ t: "ref" }, { t: "msg", n: 1 }, { t: "msg", n: 2 }]);
  expect(run.mails("Work")).toEqual([one, one, one]);
  const again = await oneRun(thunderbird, imap);
  expect(again.lines("Work")).toHaveLength(3);
  expect(again.verdict).toBe("complete");
});

it("follows a message that is moved on the server, there and back", async () => {
  const thunderbird = withBoxes("imap", box("INBOX", 7, one, two), box("Work", 9, three));
  await oneRun(thunderbird, imap);
  const [inbox, work] = ["INBOX", "Work"].map((path) => thunderbird.server.get(path));
  inbox?.mails.splice(0, 1);
  Object.assign(work ?? {}, { uidNext: 3 });
  work?.mails.push({ key: 2, text: one });
  const moved = await oneRun(thunderbird, imap);
  expect(moved.verdict).toBe("complete");
  expect(kinds(moved.lines("INBOX"))).toEqual(["msg", "msg", "gone"]);
  expect(kinds(moved.lines("Work"))).toEqual(["msg", "ref"]);
  expect([moved.mails("INBOX"), moved.mails("Work")]).toEqual([[two], [one, three]]);
  expect(moved.record("INBOX")).toMatchObject({ messages: 2, gone: 1 });

  inbox?.mails.push({ key: 3, text: one });
  Object.assign(inbox ?? {}, { uidNext: 4 });
  work?.mails.splice(1, 1);
  const back = await oneRun(thunderbird, imap);
  expect(kinds(back.lines("INBOX"))).toEqual(["msg", "msg", "gone", "ref"]);
  expect(back.lines("Work")).toMatchObject([
    { t: "msg" },
    { t: "ref" },
    { t: "gone", n: 1, folder: back.record("INBOX").id },
  ]);
  expect([back.mails("INBOX"), back.mails("Work")]).toEqual([[one, two], [three]]);
});

it("notes the state of each copy in its own folder", async () => {
  const thunderbird = withBoxes("imap", box("INBOX", 7, one), box("Work", 9, one));
  await oneRun(thunderbird, imap);
  for (const side of [thunderbird.here, thunderbird.server]) {
    Object.assign(side.get("Work")?.mails[0] ?? {}, { flags: 4 });
  }
  const run = await oneRun(thunderbird, imap);
  expect(run.lines("INBOX")).toHaveLength(1);
  expect(run.lines("Work")[1]).toMatchObject({
    ...{ t: "flags", n: 1, folder: run.record("INBOX").id, flags: ["starred"] },
  });
  expect((await oneRun(thunderbird, imap)).lines("Work")).toHaveLength(2);
});

it("recognises a copy again after its folder was renumbered, and names no other source", async () => {
  const thunderbird = withBoxes(
    "imap",
    ...[box("Aside", 6, one), box("INBOX", 7, one), box("Work", 9, one)],
  );
  const first = await oneRun(thunderbird, imap);
  const work = thunderbird.server.get("Work");
  Object.assign(work ?? {}, { uidValidity: 10, uidNext: 6, mails: [{ key: 5, text: one }] });
  const run = await oneRun(thunderbird, imap);
  expect(run.verdict).toBe("complete");
  const [before, after, ...rest] = run.lines("Work");
  expect(rest).toEqual([]);
  expect(before).toEqual(first.lines("Work")[0]);
  expect(after).toMatchObject({ t: "ref", folder: run.record("Aside").id, of: 1, uid: 5 });
});

it("takes mail with other line ends for the same", async () => {
  const thunderbird = withBoxes(
    "none",
    box("Here", 0, one),
    box("There", 0, mailText("one", "\n")),
  );
  const run = await oneRun(thunderbird, localFolders);
  expect(run.verdict).toBe("complete");
  expect(kinds(run.lines("There"))).toEqual(["ref"]);
});

it("writes a message anew where an older backup.json no longer holds its source", async () => {
  const thunderbird = withBoxes("imap", box("Aside", 6), box("INBOX", 7, one, two), box("Work", 9));
  const early = await oneRun(thunderbird, imap);
  expect(early.record("INBOX").messages).toBe(2);
  const work = thunderbird.server.get("Work");
  Object.assign(work ?? {}, { uidNext: 2, mails: [{ key: 1, text: two }] });
  const late = await oneRun(thunderbird, imap);
  expect(kinds(late.lines("Work"))).toEqual(["ref"]);
  // As if message 2 of INBOX had never been committed.
  const known = emptyKnown();
  for (const line of late.lines("Work")) takeLine(known, line);
  expect(known.byKey.size).toBe(1);
  dropUnheld(known, late.manifest.folders);
  expect(known.byKey.size).toBe(1);
  dropUnheld(known, [{ ...late.record("INBOX"), messages: 1 }]);
  expect([known.byKey.size, known.elsewhere.size]).toEqual([0, 0]);
});
