import { findingsIn } from "../core/checkup/attention";
import { type MailboxAnswer, soundDevices } from "../core/checkup/devices";
import type { Report } from "../core/checkup/report";
import { Refusal } from "../core/refusal";
import type { Requests } from "../protocol";
import { listAccounts } from "../thunderbird/accounts";
import { changeStored, readStored } from "../thunderbird/storage";
import { judgeAgain } from "./check-up";

/** Keeps which other devices read an address, under the spelling that its account has. */
export async function setDevices({
  address,
  devices: told,
}: Requests["devices.set"]["input"]): Promise<Report> {
  const devices = soundDevices(told);
  const lower = String(address).toLowerCase();
  const known = (await listAccounts())
    .flatMap(({ emails }) => emails)
    .find((email) => email.toLowerCase() === lower);
  if (!devices || !known) throw new Refusal("bad-request");
  await changeStored("devices", (now) => {
    const others = Object.entries(now ?? {}).filter(([one]) => one.toLowerCase() !== lower);
    return Object.fromEntries([...others, [known, devices]]);
  });
  return judgeAgain();
}

/** Keeps whether the accounts of a finding are one mailbox: the first of them with each of the others. */
export async function answerMailbox({
  findingId,
  same,
}: Requests["mailbox.answer"]["input"]): Promise<Report> {
  const finding = findingsIn(await readStored("report")).find(({ id }) => id === findingId);
  const [first, ...others] = finding?.subject.accounts ?? [];
  if (finding?.action !== "answer" || typeof same !== "boolean" || !first || others.length === 0) {
    throw new Refusal("bad-request");
  }
  const answers = others.map((other): MailboxAnswer => {
    const [one, two] = [first, other].sort() as [string, string];
    return { accounts: [one, two], same };
  });
  const asked = new Set(answers.map(pair));
  await changeStored("mailboxAnswers", (now) => [
    ...(now ?? []).filter((answer) => !asked.has(pair(answer))),
    ...answers,
  ]);
  return judgeAgain();
}

/** Forgets what was answered about two accounts, so that they are asked about again. */
export async function askMailboxAgain({
  accounts,
}: Requests["mailbox.askAgain"]["input"]): Promise<Report> {
  if (!Array.isArray(accounts)) throw new Refusal("bad-request");
  const taken = accounts.map(String).sort().join(" ");
  await changeStored("mailboxAnswers", (now) =>
    (now ?? []).filter((answer) => pair(answer) !== taken),
  );
  return judgeAgain();
}

const pair = ({ accounts }: MailboxAnswer) => accounts.join(" ");
