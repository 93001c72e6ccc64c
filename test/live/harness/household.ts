import { createDovecot, type Dovecot } from "./dovecot";
import { ordinaryMail } from "./mail";
import { createProfile } from "./profile";
import { makeFolders, putMail } from "./seed";

/** The people of the demonstration: one address by POP and IMAP, one that keeps mail for 3 days only. */
export const ann = "ann@example.nl";
export const bakery = "info@bakkerij.example";

/** The folder whose name has quotes, a dot and characters that are not ASCII. */
export const oddFolder = 'Rekening "2024" v1.2 – café';

const subscribed = ["Archive", "Work", "Work/Projects", "Sent", "Drafts", "Trash", oddFolder];

/** How many messages each folder of ann's mailbox holds. INBOX is "". */
export const messagesOfAnn: Record<string, number> = {
  "": 420,
  Archive: 380,
  Work: 160,
  "Work/Projects": 90,
  Sent: 120,
  Drafts: 2,
  [oddFolder]: 35,
  "Old letters": 64,
};

const flagsOf = (index: number) => `${index % 11 === 0 ? "F" : ""}${index % 5 === 0 ? "R" : ""}S`;

/** A server with the household's mail: `Old letters` exists and nobody is subscribed to it. */
export async function startHousehold(): Promise<Dovecot> {
  const dovecot = await createDovecot([ann, bakery]);
  await dovecot.start();
  await makeFolders(dovecot, ann, subscribed);
  await makeFolders(dovecot, ann, ["Old letters"], false);
  await makeFolders(dovecot, bakery, ["Trash"]);
  for (const [folder, count] of Object.entries(messagesOfAnn)) {
    const name = folder === "" ? "Inbox" : folder.replace(/[^A-Za-z]/g, "");
    const messages = Array.from({ length: count }, (_, i) => ordinaryMail(name, i + 1));
    putMail(dovecot, ann, folder, messages, flagsOf);
  }
  const orders = Array.from({ length: 25 }, (_, i) => ordinaryMail("Order", i + 1));
  putMail(dovecot, bakery, "", orders);
  return dovecot;
}

const popDefaults = { leave_on_server: true, delete_by_age_from_server: true };

/** A Thunderbird profile that reads the household's mail in the ways that lose it. */
export function householdProfile(dovecot: Dovecot): string {
  return createProfile([
    { type: "imap", user: ann, email: ann, port: dovecot.imapPort },
    {
      type: "pop3",
      user: ann,
      email: ann,
      name: `${ann} (POP3)`,
      port: dovecot.popPort,
      settings: { ...popDefaults, num_days_to_leave_on_server: 100 },
    },
    {
      type: "pop3",
      user: bakery,
      email: bakery,
      port: dovecot.popPort,
      settings: { ...popDefaults, num_days_to_leave_on_server: 3 },
    },
  ]);
}
