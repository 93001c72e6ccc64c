import { expect, it } from "vitest";
import { type Box, box, fakeThunderbird, mailText } from "./fake-thunderbird";
import { imap, oneRun } from "./one-run";

const texts = ["one", "two", "three", "four"].map((name) => mailText(name));
const kinds = (lines: { t: string }[]) => lines.map(({ t }) => t);

function withBoxes(...boxes: Box[]) {
  const thunderbird = fakeThunderbird("imap");
  for (const each of boxes) {
    thunderbird.here.set(each.path, structuredClone(each));
    thunderbird.server.set(each.path, structuredClone(each));
  }
  return thunderbird;
}

const inbox = { folderId: "account1://INBOX", reason: { code: "server-looks-different" } };

it("leaves a folder closed whose server looks different, until the user says to open it", async () => {
  const thunderbird = withBoxes(box("INBOX", 7, ...texts));
  await oneRun(thunderbird, imap);
  thunderbird.server.set("INBOX", box("INBOX", 8));
  thunderbird.log.length = 0;
  const refused = await oneRun(thunderbird, imap);
  expect(refused).toMatchObject({ verdict: "incomplete", missing: [inbox] });
  expect(thunderbird.log).toEqual([]);
  expect(thunderbird.here.get("INBOX")?.mails).toHaveLength(4);

  const opened = await oneRun(thunderbird, imap, { openAnyway: ["account1://INBOX"] });
  expect(opened.verdict).toBe("complete");
  expect(thunderbird.here.get("INBOX")?.mails).toEqual([]);
  expect(kinds(opened.lines("INBOX")).slice(4)).toEqual(["gone", "gone", "gone", "gone"]);
  expect(opened.record("INBOX")).toMatchObject({ messages: 4, gone: 4 });
});

it("saves what is stored here before it opens the folder", async () => {
  const thunderbird = withBoxes(box("INBOX", 7, ...texts));
  thunderbird.server.set("INBOX", box("INBOX", 8));
  const run = await oneRun(thunderbird, imap, { openAnyway: ["account1://INBOX"] });
  expect(thunderbird.log.indexOf("open INBOX")).toBeGreaterThan(
    thunderbird.log.indexOf("read INBOX 4"),
  );
  expect(run.record("INBOX")).toMatchObject({ messages: 4, gone: 4 });
});

it("does not open it while something that is stored here cannot be saved", async () => {
  const thunderbird = withBoxes(box("INBOX", 7, ...texts));
  thunderbird.server.set("INBOX", box("INBOX", 8));
  Object.assign(thunderbird.here.get("INBOX")?.mails[2] ?? {}, { unreadable: true });
  const run = await oneRun(thunderbird, imap, { openAnyway: ["account1://INBOX"] });
  expect(run.verdict).toBe("incomplete");
  expect(thunderbird.log).not.toContain("open INBOX");
  expect(run.record("INBOX").messages).toBe(3);
});

it("recognises all mail of an account whose server was changed, and doubles nothing", async () => {
  const thunderbird = withBoxes(box("INBOX", 7, ...texts), box("Work", 9, texts[0] as string));
  await oneRun(thunderbird, imap);
  // The new server numbers from 1, in another order, and has had two more mails that were removed.
  const moved = box("INBOX", 100, ...texts.toReversed());
  thunderbird.server.set("INBOX", { ...moved, uidNext: 7 });
  thunderbird.server.set("Work", { ...box("Work", 101, texts[0] as string), uidNext: 4 });
  const changed = { ...imap, host: "new.example", user: "ann@new.example" };
  const run = await oneRun(thunderbird, changed);
  expect(run.verdict).toBe("complete");
  expect(run.manifest).toMatchObject({ host: "new.example", user: "ann@new.example" });
  expect(kinds(run.lines("INBOX"))).toEqual([...Array(4).fill("msg"), ...Array(4).fill("ref")]);
  expect(kinds(run.lines("Work"))).toEqual(["ref", "ref"]);
  expect([run.mails("INBOX"), run.mails("Work")]).toEqual([texts.toSorted(), [texts[0]]]);
});

it("keeps everything of an account whose new server is empty", async () => {
  const thunderbird = withBoxes(box("INBOX", 7, ...texts), box("Work", 9, texts[0] as string));
  await oneRun(thunderbird, imap);
  thunderbird.server.clear();
  thunderbird.server.set("INBOX", box("INBOX", 100));
  const run = await oneRun(thunderbird, { ...imap, host: "new.example" });
  expect(run).toMatchObject({ verdict: "incomplete", missing: [inbox] });
  expect(run.mails("INBOX")).toEqual(texts.toSorted());
  expect(run.record("Work").present).toBe(false);
  expect(run.mails("Work")).toEqual([texts[0]]);
});

it("records a renumbered mailbox, and a clock that was set back meanwhile", async () => {
  const thunderbird = withBoxes(box("INBOX", 7, ...texts));
  const first = await oneRun(thunderbird, imap, { at: Date.UTC(2030, 0, 1) });
  thunderbird.server.set("INBOX", { ...box("INBOX", 8, ...texts), uidNext: 9 });
  const run = await oneRun(thunderbird, imap, { at: Date.UTC(2001, 0, 1) });
  expect(run.verdict).toBe("complete");
  expect(run.lines("INBOX").slice(0, 4)).toEqual(first.lines("INBOX"));
  expect(kinds(run.lines("INBOX")).slice(4)).toEqual(Array(4).fill("ref"));
  const again = await oneRun(thunderbird, imap, { at: Date.UTC(2001, 0, 2) });
  expect(again.lines("INBOX")).toEqual(run.lines("INBOX"));
});
