import { createHash } from "node:crypto";
import { imapAccount, localAccount, type MailFolder, type StoredMail } from "../fakes/mail-program";

/** Two small accounts at two moments, for the model of a power cut. */

export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
export const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

/** Small messages, some of them hostile to an mbox. */
function message(folder: string, key: number): StoredMail {
  const hostile = [
    "From me to you\r\n",
    ">From the shop\r\n\r\n",
    "no line end",
    "\r\n\r\nFrom \r\n",
  ];
  const head = `Message-ID: <${folder}-${key}@test>\r\nSubject: Message ${key}\r\n\r\n`;
  const bytes = bytesOf(`${head}${folder} ${key}\r\n${hostile[key % hostile.length]}`);
  return { key, bytes, messageId: `${folder}-${key}@test`, flags: key % 3 === 0 ? 1 : 0 };
}

const mailOf = (folder: string, keys: number[]) => keys.map((key) => message(folder, key));
const from1to = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

const folder = (account: string, name: string, last: number): MailFolder => ({
  account,
  name,
  uidValidity: account === imapAccount ? 7 : null,
  mail: mailOf(name, from1to(last)),
});

export const firstMail = (): MailFolder[] => [
  folder(imapAccount, "INBOX", 10),
  folder(imapAccount, "Work", 4),
  folder(localAccount, "Old", 5),
];

/** What came, left and was marked between a first run and a second. */
export const laterMail = (): MailFolder[] =>
  firstMail().map((one) => {
    const last = one.mail.length;
    const mail = one.mail.filter(({ key }) => key !== 2);
    for (const each of mail) if (each.key === 4) each.flags ^= 4;
    return {
      ...one,
      mail: [...mail, ...mailOf(one.name, [last + 1, last + 2, last + 3, last + 4])],
    };
  });

/** Folder -> the SHA-256 of every message it ever had. */
export const everIn = (...times: MailFolder[][]) => {
  const all = new Map<string, Set<string>>();
  for (const { name, mail } of times.flat()) {
    const hashes = all.get(name) ?? new Set();
    for (const { bytes } of mail) hashes.add(sha256(bytes));
    all.set(name, hashes);
  }
  return all;
};
