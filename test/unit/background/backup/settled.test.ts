import { expect, it } from "vitest";
import { type Box, box, fakeThunderbird, type Mail, mailText } from "./fake-thunderbird";
import { imap, localFolders, oneRun } from "./one-run";

const texts = ["one", "two", "three"].map((name) => mailText(name));

function withInbox(type: "imap" | "none" = "imap") {
  const thunderbird = fakeThunderbird(type);
  put(thunderbird, box("INBOX", 7, ...texts));
  return thunderbird;
}

function put({ here, server }: ReturnType<typeof fakeThunderbird>, each: Box) {
  here.set(each.path, structuredClone(each));
  server.set(each.path, structuredClone(each));
}

/** Changes a message on the server and here alike. */
function change(thunderbird: ReturnType<typeof fakeThunderbird>, key: number, to: Partial<Mail>) {
  for (const side of [thunderbird.here, thunderbird.server]) {
    const mail = side.get("INBOX")?.mails.find((one) => one.key === key);
    Object.assign(mail ?? {}, to);
  }
}

/** Whether a run went through the folder's index, as it does to compare it with the list. */
const indexRead = ({ reads }: ReturnType<typeof fakeThunderbird>) =>
  reads.some((path) => path.endsWith(".jsonl"));

it("neither reads the index nor writes anything of a folder in which nothing has changed", async () => {
  const thunderbird = withInbox();
  const first = await oneRun(thunderbird, imap);
  thunderbird.reads.length = 0;
  const second = await oneRun(thunderbird, imap);
  expect(indexRead(thunderbird)).toBe(false);
  expect(second.lines("INBOX")).toEqual(first.lines("INBOX"));
  expect(second.verdict).toBe("complete");
  expect(second.record("INBOX").verdict).toMatchObject({ server: 3, rows: 3, bodies: 3, saved: 3 });
});

it("does the same for Local Folders", async () => {
  const thunderbird = withInbox("none");
  await oneRun(thunderbird, localFolders);
  thunderbird.reads.length = 0;
  const second = await oneRun(thunderbird, localFolders);
  expect(indexRead(thunderbird)).toBe(false);
  expect(second.record("INBOX").verdict).toMatchObject({ rows: 3, saved: 3 });
});

it.each<[string, Partial<Mail>, string]>([
  ["a star", { flags: 4 }, "flags"],
  ["another message behind the same number", { text: mailText("new") }, "msg"],
])("sees %s", async (_what, to, kind) => {
  const thunderbird = withInbox();
  await oneRun(thunderbird, imap);
  change(thunderbird, 2, to);
  const second = await oneRun(thunderbird, imap);
  expect(second.lines("INBOX").slice(3)[0]).toMatchObject({ t: kind });
  thunderbird.reads.length = 0;
  await oneRun(thunderbird, imap);
  expect(indexRead(thunderbird)).toBe(false);
});

it("sees that a message has left", async () => {
  const thunderbird = withInbox();
  await oneRun(thunderbird, imap);
  for (const side of [thunderbird.here, thunderbird.server]) side.get("INBOX")?.mails.splice(0, 1);
  const second = await oneRun(thunderbird, imap);
  expect(second.lines("INBOX").slice(3)).toMatchObject([{ t: "gone", n: 1 }]);
});

it("sees that the mailbox was renumbered", async () => {
  const thunderbird = withInbox();
  await oneRun(thunderbird, imap);
  put(thunderbird, box("INBOX", 8, ...texts));
  const second = await oneRun(thunderbird, imap);
  expect(second.lines("INBOX").slice(3)).toMatchObject([{ t: "ref" }, { t: "ref" }, { t: "ref" }]);
});

it("tries a message again that could not be saved", async () => {
  const thunderbird = withInbox();
  change(thunderbird, 2, { unreadable: true });
  const first = await oneRun(thunderbird, imap);
  expect(first.verdict).toBe("incomplete");
  change(thunderbird, 2, { unreadable: false });
  const second = await oneRun(thunderbird, imap);
  expect(second.verdict).toBe("complete");
  expect(second.mails("INBOX")).toEqual([...texts].sort());
});

it("goes through a folder whose index has gone on since, though its list is as it was", async () => {
  const thunderbird = withInbox();
  await oneRun(thunderbird, imap);
  change(thunderbird, 2, { flags: 4 });
  // The computer stops when the star is committed, and before it is noted that nothing is left to do.
  const { mailStore } = (globalThis as unknown as { messenger: { mailStore: Marking } }).messenger;
  const { marks } = mailStore;
  let stopped = new Map<string, Uint8Array>();
  mailStore.marks = async (...input) => {
    if (indexRead(thunderbird) && stopped.size === 0) stopped = new Map(thunderbird.files);
    return marks(...input);
  };
  thunderbird.reads.length = 0;
  await oneRun(thunderbird, imap);
  mailStore.marks = marks;
  thunderbird.files.clear();
  for (const [path, bytes] of stopped) thunderbird.files.set(path, bytes);

  change(thunderbird, 2, { flags: 0 });
  const third = await oneRun(thunderbird, imap);
  expect(third.lines("INBOX").slice(3)).toMatchObject([
    { t: "flags", n: 2, flags: ["starred"] },
    { t: "flags", n: 2, flags: [] },
  ]);
});

interface Marking {
  marks: (uri: string, keys: ArrayBuffer, mask: number) => Promise<unknown>;
}
