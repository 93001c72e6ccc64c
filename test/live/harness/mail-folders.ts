import { onceEvery, until } from "./processes";
import type { Session } from "./session";

/** Runs in Thunderbird's main process, with the accounts and their folders at hand. */
export const withFolders = <T>(session: Session, body: string, ...args: unknown[]) =>
  session.thunderbird.chrome<T>(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const serverOf = key => MailServices.accounts.getAccount(key).incomingServer;
     const folderOf = (key, name) => serverOf(key).rootFolder.descendants
       .find(folder => folder.name.toLowerCase() == name.toLowerCase());
     ${body}`,
    ...args,
  );

/**
 * Opens a folder of an IMAP account and waits until Thunderbird lists so many messages in it. Thunderbird is
 * asked now and then only: under a storm of discoveries and openings one of them may never end. Its discovery
 * asks the server nothing before a first login (nsImapIncomingServer::PerformExpand), so the Inbox is opened then.
 */
export function untilListed(
  session: Session,
  account: string,
  name: string,
  rows: number,
): Promise<boolean> {
  const due = onceEvery(3000);
  return until(
    `${name} to be listed`,
    () =>
      withFolders<boolean>(
        session,
        `const folder = folderOf(args[0], args[1]);
         if (folder?.getTotalMessages(false) == args[2] && !args[3]) return true;
         if (args[3]) {
           const server = serverOf(args[0]);
           const opened = folder ?? (server.serverRequiresPasswordForBiff ? folderOf(args[0], "INBOX") : null);
           if (!opened) server.performExpand(null);
           else if (server.type == "imap") opened.QueryInterface(Ci.nsIMsgImapMailFolder).updateFolder(null);
         }
         return false;`,
        account,
        name,
        rows,
        due(),
      ),
    60_000,
  );
}

/** How many messages of a folder have their whole content here, and how many a mark to lose it. */
export const bodies = (session: Session, account: string, name: string) =>
  withFolders<{ here: number; partial: number; marked: number; kept: boolean }>(
    session,
    `const folder = folderOf(args[0], args[1]);
     const headers = [...folder.messages];
     return {
       here: headers.filter(header => folder.hasMsgOffline(header.messageKey)).length,
       partial: headers.filter(header => header.flags & Ci.nsMsgMessageFlags.Partial).length,
       marked: headers.filter(header => header.getUint32Property("pendingRemoval")).length,
       kept: folder.getFlag(Ci.nsMsgFolderFlags.Offline),
     };`,
    account,
    name,
  );

/** Has Thunderbird write what it knows of a folder, so that a census sees that it changed. */
export const writeDown = (session: Session, account: string, name: string) =>
  withFolders(
    session,
    `folderOf(args[0], args[1]).msgDatabase.commit(Ci.nsMsgDBCommitType.kLargeCommit);`,
    account,
    name,
  );
