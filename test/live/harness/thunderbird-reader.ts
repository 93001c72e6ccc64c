import type { Session } from "./session";

/** What Thunderbird makes of an mbox file. */
export interface Opened {
  messages: number;
  read: number;
  starred: number;
}

/**
 * Puts an mbox file in the place of a Local Folder's store, as somebody would who restores by hand, has
 * Thunderbird read it, and takes the folder away again.
 */
export async function openInThunderbird(session: Session, file: string): Promise<Opened> {
  return session.thunderbird.chrome<Opened>(
    `const [file] = args;
     const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
     const root = MailServices.accounts.localFoldersServer.rootFolder;
     const name = "Opened " + Services.uuid.generateUUID().toString().slice(1, 9);
     root.createSubfolder(name, null);
     const folder = root.getChildNamed(name);
     folder.msgDatabase = null;
     const summary = folder.summaryFile;
     await IOUtils.copy(file, folder.filePath.path);
     await IOUtils.remove(summary.path, { ignoreAbsent: true });
     const done = Promise.withResolvers();
     folder.QueryInterface(Ci.nsIMsgLocalMailFolder).parseFolder(null, {
       QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]),
       OnStartRunningUrl() {},
       OnStopRunningUrl: (_url, status) => done.resolve(status),
     });
     const status = await done.promise;
     if (!Components.isSuccessCode(status)) throw new Error("parseFolder: " + status);
     let headers = null;
     for (const end = Date.now() + 30000; !headers; ) {
       try {
         headers = [...folder.messages];
       } catch (error) {
         // The summary is out of date for a moment after it was made.
         if (Date.now() > end) throw error;
         await new Promise(resolve => setTimeout(resolve, 100));
       }
     }
     const count = flag => headers.filter(header => header.flags & flag).length;
     const { Read, Marked } = Ci.nsMsgMessageFlags;
     const opened = { messages: headers.length, read: count(Read), starred: count(Marked) };
     folder.msgDatabase = null;
     root.propagateDelete(folder, true);
     return opened;`,
    file,
  );
}
