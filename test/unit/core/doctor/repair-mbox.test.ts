import { describe, expect, it } from "vitest";
import { isWellFormed } from "../../../../src/core/doctor/finding";
import { bytesOf, hostileMessage, type Random, randomFrom, textOf } from "../mbox/random";
import { examine, mail, mboxOf, repair, separator } from "./mboxes";

const seed = 20_261_123;
const rounds = 1500;

const separators = [
  separator,
  "From - Mon Jun  2 10:00:00 2025\r\n",
  "From \r\n",
  "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n",
  "From ann@example.org\n",
  "From here on, all is well\n",
  "",
];
const fronts = [
  "",
  "X-Mozilla-Status: 0009\nX-Mozilla-Status2: 00000000\n",
  "X-Account-Key: account1\r\nX-UIDL: 1\r\nX-Mozilla-Status: 0001\r\nX-Mozilla-Status2: 00000000\r\n",
  ">From - Mon Jun  2 10:00:00 2025\n",
  "Content-Length: 12\n",
  "Status: RO\nX-Status: AF\n",
  'Content-Type: multipart/mixed; boundary="b"\n',
];
const middles = ["--b\n\nx\n", "\n--b--\n", "\0".repeat(20), " From me\n", "\xef\xbf\xbd"];

/** A file that was written by a careless program and then damaged. */
function hostileMbox(random: Random): Uint8Array {
  let text = random.below(6) === 0 ? textOf(hostileMessage(random, 6)) : "";
  for (let i = random.below(6); i > 0; i--) {
    const lineEnd = random.pick(["\n", "\r\n"]);
    text += random.pick(separators) + random.pick(fronts);
    if (random.below(3) > 0) text += mail(`s${i}`).replaceAll("\n", lineEnd);
    text += textOf(hostileMessage(random, 16));
    if (random.below(2) === 0) text += random.pick(middles) + textOf(hostileMessage(random, 8));
    text += random.pick(["\n", "\n\n", "\r\n\r\n", ""]);
  }
  if (random.below(4) === 0) text = text.slice(0, random.below(text.length + 1));
  return bytesOf(text);
}

/** All bytes but line ends and `>`, which may be an empty line between messages and an escape. */
const bare = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes).replace(/[\r\n>]/g, "");

/** Lines were told as text already; everything else is bytes. */
const bareText = (parts: Uint8Array[]) => parts.map(bare).join("");

describe("the repaired copy of any file", () => {
  it("is well formed, has as many messages, and loses no byte of any of them", async () => {
    const random = randomFrom(seed);
    let damaged = 0;
    for (let round = 0; round < rounds; round++) {
      const mbox = hostileMbox(random);
      const where = `round ${round}: ${JSON.stringify(textOf(mbox))}`;
      const before = await examine(mbox);
      if (!isWellFormed(before)) damaged++;
      const copy = await repair(mbox);
      if (bareText(copy.inOrder) !== bare(mbox)) expect.fail(`${where} lost bytes`);
      const after = await examine(copy.mbox);
      if (!isWellFormed(after)) expect.fail(`${where} ${JSON.stringify(after)}`);
      if (after.messages !== before.messages) expect.fail(`${where} ${textOf(copy.mbox)}`);
      const again = await repair(copy.mbox);
      const ended = copy.messages.map((message) => textOf(message).replace(/(?<!\n)$/, "\n"));
      const found = again.messages.map((message) => textOf(message).replace(/(?<!\n)$/, "\n"));
      if (after.format.startsWith("mboxrd") && found.join("\0") !== ended.join("\0")) {
        const at = found.findIndex((text, i) => text !== ended[i]);
        expect.fail(`${JSON.stringify([ended[at], found[at]])} in ${where}`);
      }
    }
    expect(damaged).toBeGreaterThan(rounds / 2);
  }, 60_000);

  it("does not depend on how much of the file is in memory", async () => {
    const random = randomFrom(seed + 1);
    for (let round = 0; round < 200; round++) {
      const mbox = hostileMbox(random);
      const sizes = [64, 257, 4096];
      const whole = await repair(mbox);
      for (const size of sizes) {
        expect(await examine(mbox, size)).toEqual(await examine(mbox));
        expect(textOf((await repair(mbox, size)).mbox)).toBe(textOf(whole.mbox));
      }
    }
  }, 60_000);
});

describe("a repair", () => {
  it("takes escapes away by the file's own rule, and escapes anew", async () => {
    const rd = mboxOf(mail("a", ">From a\n>>From b\n>q\n>>From c\n"));
    expect(textOf((await repair(rd)).messages[0] as Uint8Array)).toBe(
      mail("a", "From a\n>From b\n>q\n>From c\n"),
    );
    const cl = mboxOf(mail("a", ">From a\n>>From \xe9\n", "Content-Length: 18\n"));
    expect(textOf((await repair(cl)).messages[0] as Uint8Array)).toContain(
      "\n\nFrom a\n>>From \xe9\n",
    );
    const mixed = mboxOf(mail("a", "From a\n>From b\n"));
    const copy = await repair(mixed);
    expect(textOf(copy.messages[0] as Uint8Array)).toContain("\n\nFrom a\n>From b\n");
    expect(textOf(copy.mbox)).toContain("\n\n>From a\n>>From b\n");
  });

  it("joins what was split within a part, and keeps the line", async () => {
    const body = `--b1\n\nx\n\n${separator}Subject: inner\n\ny\n--b1--\n`;
    const whole = mail("a", body, 'Content-Type: multipart/mixed; boundary="b1"\n');
    const { messages } = await repair(mboxOf(whole, mail("b")));
    expect(messages.map(textOf)).toEqual([whole, mail("b")]);
  });

  it("keeps the address and the state that only the old file tells", async () => {
    const mbox = mboxOf("Subject: no sender\nStatus: RO\nX-Status: AF\n\nHello\n");
    const { mbox: copy } = await repair(mbox);
    expect(textOf(copy)).toMatch(/^From ann@example.org /);
    expect(textOf(copy)).toContain("X-Mozilla-Status: 0007\n");
  });

  it("takes the lines of our own copies away, and no others", async () => {
    const first = await repair(mboxOf(mail("a")));
    const second = await repair(first.mbox);
    expect(second.messages.map(textOf)).toEqual([mail("a")]);
    expect(textOf(second.mbox)).toBe(textOf(first.mbox));
  });
});
