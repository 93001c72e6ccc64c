import { join } from "node:path";
import { createDovecot } from "./dovecot";
import { ann } from "./household";
import { ordinaryMail } from "./mail";
import { openOptions } from "./pages";
import { createProfile } from "./profile";
import type { Watched } from "./proofs";
import { openRefusingServer, type RefusingServer } from "./refusing-server";
import { makeFolders, putMail } from "./seed";
import { backUp, startSession } from "./session";
import { type Link, openLink } from "./slow-link";
import { mountSmallDisk, type SmallDisk } from "./small-disk";

/** One real Thunderbird, one real server, and everything that can be broken between and around them. */
export interface World extends Watched {
  link: Link;
  server: RefusingServer;
  disk: SmallDisk;
  /** Puts so many new messages into a folder on the server, no two alike; answers their bytes. */
  newMail: (folder: string, count: number, lines: number) => number;
  end: () => Promise<void>;
}

export const tortureFolders = ["", "Work", "Work/Deep", "Passing"];
/** Room for the backup, in kilobytes. */
export const usualRoom = 256 * 1024;

/** A mailbox with some mail in it and a first backup of it, which is complete. `first` numbers the messages. */
export async function startWorld(first: number): Promise<World> {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  await makeFolders(dovecot, ann, [...tortureFolders.filter(Boolean), "Trash"]);
  const link = await openLink(dovecot.imapPort);
  const server = await openRefusingServer(link.port);
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: server.port }], {
    "mail.server.server1.autosync_offline_stores": false,
  });
  let mails = first * 1_000_000;
  const newMail: World["newMail"] = (folder, count, lines) => {
    const messages = Array.from({ length: count }, () => ordinaryMail("Torture", ++mails, lines));
    putMail(dovecot, ann, folder, messages);
    return messages.reduce((sum, { length }) => sum + length, 0);
  };
  for (const folder of tortureFolders) newMail(folder, 10, 20);
  const session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  const disk = await mountSmallDisk(session.backups, usualRoom);
  const world: World = {
    session,
    user: ann,
    backup: join(session.backups, `${ann} (imap, 127.0.0.1)`),
    link,
    server,
    disk,
    newMail,
    end: async () => {
      await disk.remove();
      await session.end();
      await server.close();
      await link.close();
    },
  };
  await openOptions(session.thunderbird);
  const job = await backUp(session);
  if (job.verdict !== "complete") throw new Error(`the first backup: ${JSON.stringify(job)}`);
  return world;
}
