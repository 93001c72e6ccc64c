import { expect, it } from "vitest";
import { type Box, box, fakeThunderbird, mailText } from "./fake-thunderbird";
import { imap, localFolders, oneRun } from "./one-run";

const texts = ["one", "two", "three", "four"].map((name) => mailText(name));
const kinds = (lines: { t: string }[]) => lines.map(({ t }) => t);

function withBoxes(type: "imap" | "none", ...boxes: Box[]) {
  const thunderbird = fakeThunderbird(type);
  for (const each of boxes) put(thunderbird, each);
  return thunderbird;
}

type Thunderbird = ReturnType<typeof fakeThunderbird>;

function put(thunderbird: Thunderbird, each: Box) {
  thunderbird.here.set(each.path, structuredClone(each));
  thunderbird.server.set(each.path, structuredClone(each));
}

/** What another device does: Thunderbird still shows the old name, and nothing of the new one. */
function renameOnServer({ server }: Thunderbird, from: string, to: string) {
  const moved = server.get(from) as Box;
  server.delete(from);
  server.set(to, { ...moved, path: to });
}

/** What is renamed in Thunderbird keeps what is stored of it. */
function renameHere({ here }: Thunderbird, from: string, to: string) {
  const moved = here.get(from) as Box;
  here.delete(from);
  here.set(to, { ...moved, path: to });
}

it("knows a folder again that was renamed in Thunderbird, and reads nothing of it", async () => {
  const thunderbird = withBoxes("imap", box("INBOX", 7), box("Work", 9, ...texts));
  const first = await oneRun(thunderbird, imap);
  renameOnServer(thunderbird, "Work", "Old/Jobs");
  renameHere(thunderbird, "Work", "Old/Jobs");
  thunderbird.log.length = 0;
  const run = await oneRun(thunderbird, imap);
  expect(run.verdict).toBe("complete");
  expect(thunderbird.log.filter((line) => !line.startsWith("open"))).toEqual([]);
  expect(run.manifest.folders.map(({ path }) => path).sort()).toEqual(["INBOX", "Old/Jobs"]);
  expect(run.record("Old/Jobs")).toMatchObject({
    ...{ id: first.record("Work").id, index: "Work.jsonl", name: "Jobs", present: true },
  });
  expect(run.lines("Old/Jobs")).toEqual(first.lines("Work"));
});

it("knows a folder again that was renamed on another device, with what came since", async () => {
  const thunderbird = withBoxes("imap", box("INBOX", 7), box("Work", 9, ...texts.slice(0, 3)));
  const first = await oneRun(thunderbird, imap);
  renameOnServer(thunderbird, "Work", "Jobs");
  const jobs = thunderbird.server.get("Jobs");
  jobs?.mails.push({ key: 4, text: texts[3] as string });
  jobs?.mails.splice(0, 1);
  Object.assign(jobs ?? {}, { uidNext: 5 });
  const run = await oneRun(thunderbird, imap);
  expect(run.verdict).toBe("complete");
  expect(run.manifest.folders.map(({ path }) => path).sort()).toEqual(["INBOX", "Jobs"]);
  expect(run.record("Jobs").id).toBe(first.record("Work").id);
  expect(kinds(run.lines("Jobs"))).toEqual(["msg", "msg", "msg", "msg", "gone"]);
  expect(run.mails("Jobs")).toEqual([texts[1], texts[2], texts[3]].sort());
  // Only what the backup did not know was fetched.
  expect(thunderbird.log.filter((line) => line.startsWith("fetch Jobs"))).toEqual(["fetch Jobs 4"]);
});

it("takes no folder for another one that only has the same UIDVALIDITY", async () => {
  const thunderbird = withBoxes("imap", box("INBOX", 7), box("Work", 1, ...texts.slice(0, 2)));
  const first = await oneRun(thunderbird, imap);
  for (const side of [thunderbird.here, thunderbird.server]) side.delete("Work");
  put(thunderbird, box("Other", 1, texts[2] as string, texts[3] as string));
  const run = await oneRun(thunderbird, imap);
  expect(run.record("Work")).toMatchObject({ id: first.record("Work").id, present: false });
  expect(run.mails("Work")).toEqual(texts.slice(0, 2).sort());
  expect(run.mails("Other")).toEqual(texts.slice(2).sort());
});

it("writes no bytes twice where a renamed folder was renumbered too", async () => {
  const thunderbird = withBoxes("imap", box("INBOX", 7), box("Work", 9, ...texts));
  await oneRun(thunderbird, imap);
  for (const side of [thunderbird.here, thunderbird.server]) side.delete("Work");
  put(thunderbird, box("Jobs", 10, ...texts.toReversed()));
  const run = await oneRun(thunderbird, imap);
  expect(run.verdict).toBe("complete");
  expect(kinds(run.lines("Jobs"))).toEqual(["ref", "ref", "ref", "ref"]);
  expect(run.mails("Jobs")).toEqual(texts.toSorted());
  expect(run.record("Work")).toMatchObject({ present: false, messages: 4 });
});

it("keeps apart a folder that was renamed and another one that took its name", async () => {
  const thunderbird = withBoxes("imap", box("INBOX", 7), box("Archive", 9, ...texts.slice(0, 3)));
  await oneRun(thunderbird, imap);
  for (const rename of [renameOnServer, renameHere]) rename(thunderbird, "Archive", "Archive 2025");
  put(thunderbird, box("Archive", 10, texts[3] as string, texts[0] as string));
  const run = await oneRun(thunderbird, imap);
  expect(run.verdict).toBe("complete");
  expect(run.mails("Archive 2025")).toEqual(texts.slice(0, 3).sort());
  expect(run.mails("Archive")).toEqual([texts[3], texts[0]].sort());
  const bytes = run.manifest.folders.reduce((sum, { messages }) => sum + messages, 0);
  expect(bytes).toBe(4);
});

it("keeps a folder that was deleted, and goes on with it when it comes back", async () => {
  const thunderbird = withBoxes("imap", box("INBOX", 7), box("Work", 9, ...texts));
  const first = await oneRun(thunderbird, imap);
  for (const side of [thunderbird.here, thunderbird.server]) side.delete("Work");
  const without = await oneRun(thunderbird, imap);
  expect(without.verdict).toBe("complete");
  expect(without.record("Work")).toMatchObject({ present: false, messages: 4 });
  put(thunderbird, box("Work", 12, ...texts));
  const back = await oneRun(thunderbird, imap);
  expect(back.record("Work")).toMatchObject({ id: first.record("Work").id, present: true });
  expect(kinds(back.lines("Work")).slice(4)).toEqual(["ref", "ref", "ref", "ref"]);
});

it("knows Local Folders again under another parent, by keys, Message-IDs and sizes", async () => {
  const thunderbird = withBoxes("none", box("Kept", 0, ...texts), box("Empty", 0));
  const first = await oneRun(thunderbird, localFolders);
  renameHere(thunderbird, "Kept", "Empty/Kept");
  const run = await oneRun(thunderbird, localFolders);
  expect(run.verdict).toBe("complete");
  expect(run.record("Empty/Kept").id).toBe(first.record("Kept").id);
  expect(run.lines("Empty/Kept")).toEqual(first.lines("Kept"));
});

it("does not multiply mail by saved searches", async () => {
  const thunderbird = withBoxes("none", box("Kept", 0, ...texts));
  put(thunderbird, { ...box("Search", 0, ...texts), virtual: true });
  const run = await oneRun(thunderbird, localFolders);
  expect(run.manifest.folders.map(({ path }) => path)).toEqual(["Kept"]);
  expect(run.verdict).toBe("complete");
});

it("finds its own folder again when somebody has renamed it on the disk", async () => {
  const thunderbird = withBoxes("imap", box("INBOX", 7, ...texts));
  const first = (await oneRun(thunderbird, imap)).lines("INBOX");
  const before = [...thunderbird.files];
  for (const [path, bytes] of before) {
    thunderbird.files.delete(path);
    thunderbird.files.set(path.replace(/^[^/]*/, "My mail"), bytes);
  }
  const run = await oneRun(thunderbird, { ...imap, host: "elsewhere" });
  expect([...thunderbird.files.keys()].filter((path) => !path.startsWith("My mail/"))).toEqual([]);
  expect(run.lines("INBOX")).toEqual(first);
});
