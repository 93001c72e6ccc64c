/* This Source Code Form is subject to the terms of the Mozilla Public
 * License, v. 2.0. If a copy of the MPL was not distributed with this
 * file, You can obtain one at https://mozilla.org/MPL/2.0/. */

/* Puts mail into folders: makes a folder, writes the store file of a local folder that was made here, has
   Thunderbird read it, and hands single messages to a folder through Thunderbird's own copying. It deletes
   no message, and no folder but scratch folders that it made itself.
   Does not belong here: which messages, in which order, what to do when one is refused. */

const MADE_PREF = "extensions.postwacht.madeFolders";
const STAGE = "postwacht-restore";

this.mailDelivery = class extends ExtensionAPI {
  static onUninstall() {
    Services.prefs.clearUserPref(MADE_PREF);
    IOUtils.remove(PathUtils.join(PathUtils.profileDir, STAGE), {
      recursive: true,
      ignoreAbsent: true,
    }).catch((error) => console.error("Postwacht:", error));
  }

  onShutdown(isAppShutdown) {
    if (!isAppShutdown) Services.obs.notifyObservers(null, "startupcache-invalidate");
  }

  getAPI(context) {
    const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
    const { setTimeout, clearTimeout } = ChromeUtils.importESModule(
      "resource://gre/modules/Timer.sys.mjs",
    );
    const { ExtensionError } = ExtensionUtils;
    const FLAGS = Ci.nsMsgFolderFlags;
    const READ = Ci.nsMsgMessageFlags.Read;
    const REPLIED = Ci.nsMsgMessageFlags.Replied;
    const STARRED = Ci.nsMsgMessageFlags.Marked;
    const FORWARDED = Ci.nsMsgMessageFlags.Forwarded;
    const NEW = Ci.nsMsgMessageFlags.New;
    /* Account types whose mail stands in files here and nowhere else. */
    const LOCAL = ["none", "pop3", "rss"];
    const MOST_MADE = 2000;

    /* Mail is written by the event page alone, which holds the job. */
    function fromBackgroundOnly() {
      if (context.viewType != "background") throw new ExtensionError("bad-request");
    }

    function serverOf(accountId) {
      const account = MailServices.accounts.accounts.find((a) => a.key == accountId);
      const server = account?.incomingServer;
      if (!server) throw new ExtensionError("account-gone");
      return server;
    }

    function folderOf(uri) {
      const folder = MailServices.folderLookup.getFolderForURL(uri);
      if (!folder?.server || folder.isServer) throw new ExtensionError("folder-gone");
      return folder;
    }

    const isLocal = (folder) => LOCAL.includes(folder.server.type);
    const asImap = (folder) =>
      folder.server.type == "imap" ? folder.QueryInterface(Ci.nsIMsgImapMailFolder) : null;

    /* A folder whose mail is sent, thrown away or only shown takes nothing: a copy in the Outbox would be sent. */
    function mayTakeMail(folder) {
      const never = FLAGS.Queue | FLAGS.Virtual | FLAGS.Newsgroup | FLAGS.ImapNoselect;
      if (folder.flags & never) return false;
      if (folder.isSpecialFolder(FLAGS.Queue | FLAGS.Trash | FLAGS.Junk, true)) return false;
      return isLocal(folder) || folder.server.type == "imap";
    }

    /* Opens the folder's database where Thunderbird does not remember it, which fails while that has to be rebuilt. */
    function hasOwnRetention(folder) {
      try {
        return folder.getStringProperty("useServerRetention") == "0";
      } catch (error) {
        console.error("Postwacht:", error);
        throw new ExtensionError("folder-unreadable");
      }
    }

    /* Filters that look at mail that comes in. A list that was never made is not asked for: that would make it. */
    function filtersOn(server) {
      if (!server.canHaveFilters) return 0;
      const file = server.rootFolder.filePath.clone();
      file.append("msgFilterRules.dat");
      const list = file.exists() ? server.getFilterList(null) : null;
      let count = 0;
      for (let i = 0; i < (list?.filterCount ?? 0); i++) {
        const filter = list.getFilterAt(i);
        if (filter.enabled && !filter.temporary) count++;
      }
      return count;
    }

    const isFiltered = (folder) =>
      Boolean(folder.flags & FLAGS.Inbox) && filtersOn(folder.server) > 0;

    /* The folders that were made here and are still somebody's work: URI -> { purpose, job, state }. Kept in a
       preference, so that a crash forgets none. */
    function readMade() {
      try {
        const made = JSON.parse(Services.prefs.getStringPref(MADE_PREF, "{}"));
        const entries = Object.entries(made ?? {});
        return Object.fromEntries(entries.filter(([, entry]) => entry && typeof entry == "object"));
      } catch {
        // A damaged preference names no folder, so none is written or removed.
        return {};
      }
    }
    function writeMade(made) {
      Services.prefs.setStringPref(MADE_PREF, JSON.stringify(made));
      // Without a file it would be written a while later, and a crash in between forgets a folder.
      Services.prefs.savePrefFile(Services.dirsvc.get("PrefF", Ci.nsIFile));
    }
    function noteMade(uri, change) {
      const made = readMade();
      made[uri] = { ...made[uri], ...change };
      writeMade(made);
    }

    function childOf(parent, name) {
      const nameOf = (folder) => folder.localizedName ?? folder.prettyName;
      return parent.subFolders.find((one) => one.name == name || nameOf(one) == name) ?? null;
    }

    /* A folder that was made on a server may take a moment to be shown here. */
    async function childSoon(parent, name) {
      const end = Date.now() + 5000;
      for (;;) {
        const child = childOf(parent, name);
        if (child || Date.now() > end) return child;
        await pause(50);
      }
    }

    /* Mail's own word for offline (MailNewsErrors, NS_MSG_ERROR_OFFLINE); Cr does not know it. */
    const MSG_ERROR_OFFLINE = 0x80550014;

    function codeOf(status) {
      switch (status) {
        case MSG_ERROR_OFFLINE:
        case Cr.NS_ERROR_OFFLINE:
          return "offline";
        case Cr.NS_ERROR_CONNECTION_REFUSED:
        case Cr.NS_ERROR_NET_TIMEOUT:
        case Cr.NS_ERROR_NET_RESET:
        case Cr.NS_ERROR_NET_INTERRUPT:
        case Cr.NS_ERROR_UNKNOWN_HOST:
        case Cr.NS_BINDING_ABORTED:
          return "server-unreachable";
        case Cr.NS_ERROR_FILE_NO_DEVICE_SPACE:
          return "disk-full";
        default:
          return "server-refused";
      }
    }

    /* Runs what takes a url listener; answers the status it ended with. */
    function runUrl(startIt, timeoutMs) {
      const { promise, resolve, reject } = Promise.withResolvers();
      const timer = setTimeout(() => reject(new ExtensionError("server-silent")), timeoutMs);
      startIt({
        QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]),
        OnStartRunningUrl() {},
        OnStopRunningUrl: (_url, status) => resolve(status),
      });
      return promise.finally(() => clearTimeout(timer));
    }

    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

    async function createOnServer(parent, name, timeoutMs) {
      if (Services.io.offline) throw new ExtensionError("offline");
      const status = await runUrl(
        (listener) => MailServices.imap.createFolder(parent, name, listener),
        timeoutMs,
      );
      if (!Components.isSuccessCode(status)) {
        const code = codeOf(status);
        throw new ExtensionError(code == "server-refused" ? "folder-not-made" : code);
      }
    }

    function createHere(parent, name) {
      try {
        parent.createSubfolder(name, null);
      } catch (error) {
        console.error("Postwacht:", error);
        throw new ExtensionError("folder-not-made");
      }
    }

    /* Neither Thunderbird's retention nor its junk rules touch what was just put back. */
    function protect(folder, isScratch) {
      folder.setStringProperty("applyIncomingFilters", "false");
      folder.setStringProperty("dobayes.mailnews@mozilla.org#junk", "false");
      const settings = folder.retentionSettings;
      settings.retainByPreference = Ci.nsIMsgRetentionSettings.nsMsgRetainAll;
      settings.useServerDefaults = false;
      folder.retentionSettings = settings;
      // Global search leaves such a folder out.
      if (isScratch) folder.setStringProperty("indexingPriority", "-1");
    }

    /* A local folder that was made here for a job, in one file, into which Thunderbird has read nothing yet. Its
       store is written beside it: of a half-written one Thunderbird would show a part after a crash. */
    function storeFolder(uri, states) {
      const folder = folderOf(uri);
      const isDue = states.includes(readMade()[uri]?.state);
      if (!isDue || !isLocal(folder) || folder.server.msgStore.storeType != "mbox") {
        throw new ExtensionError("bad-request");
      }
      return folder;
    }

    /* Thunderbird takes no file for a folder whose name begins with a dot (nsMsgUtils, nsShouldIgnoreFile). */
    function besideStore(folder) {
      const { path } = folder.filePath;
      return PathUtils.join(PathUtils.parent(path), `.postwacht-${PathUtils.filename(path)}`);
    }

    async function removeBeside({ beside }) {
      if (typeof beside == "string") await IOUtils.remove(beside, { ignoreAbsent: true });
    }

    async function refuseUsed(folder) {
      // Somebody else put mail into it.
      const isUsed =
        folder.getTotalMessages(false) > 0 || (await lengthOf(folder.filePath.path)) > 0;
      if (isUsed) throw new ExtensionError("restore-folder-in-use");
    }

    async function lengthOf(path) {
      return (await IOUtils.exists(path)) ? (await IOUtils.stat(path)).size : 0;
    }

    async function writing(work) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof ExtensionError) throw error;
        console.error("Postwacht:", error);
        const isFull = error.name == "QuotaExceededError" || /NO_DEVICE_SPACE/.test(String(error));
        throw new ExtensionError(isFull ? "disk-full" : "disk-write-failed");
      }
    }

    /* Files with single messages, until Thunderbird has taken them over. What a crash left goes first. */
    const stageFolder = PathUtils.join(PathUtils.profileDir, STAGE);
    this.staged ??= new Map();
    const { staged } = this;
    const emptied = () => {
      this.emptied ??= writing(async () => {
        await IOUtils.remove(stageFolder, { recursive: true, ignoreAbsent: true });
        await IOUtils.makeDirectory(stageFolder, { permissions: 0o700 });
      }).catch((error) => {
        // A disk that was full may have room the next time.
        this.emptied = undefined;
        throw error;
      });
      return this.emptied;
    };
    async function newStage(bytes) {
      await emptied();
      const path = PathUtils.join(stageFolder, `${Services.uuid.generateUUID().toString()}.eml`);
      await IOUtils.write(path, bytes, { mode: "create" });
      return path;
    }
    const dropStage = (path) =>
      IOUtils.remove(path, { ignoreAbsent: true }).catch((error) =>
        console.error("Postwacht:", error),
      );

    function flagWord({ read, starred, replied, forwarded }) {
      return (
        (read ? READ : 0) |
        (starred ? STARRED : 0) |
        (replied ? REPLIED : 0) |
        (forwarded ? FORWARDED : 0)
      );
    }

    /* Thunderbird's copying takes flags from no file; in a local folder they are set on the new row. */
    function stateHere(folder, key, message) {
      const header = folder.GetMessageHeader(key);
      folder.markMessagesRead([header], message.read);
      if (header.flags & NEW) header.flags &= ~NEW;
      if (message.starred) folder.markMessagesFlagged([header], true);
      if (message.replied) {
        folder.addMessageDispositionState(header, Ci.nsIMsgFolder.nsMsgDispositionState_Replied);
      }
      if (message.forwarded) {
        folder.addMessageDispositionState(header, Ci.nsIMsgFolder.nsMsgDispositionState_Forwarded);
      }
      if (message.keywords != "") folder.addKeywordsToMessages([header], message.keywords);
    }

    function copyFile(folder, path, message, timeoutMs) {
      const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
      file.initWithPath(path);
      const { promise, resolve, reject } = Promise.withResolvers();
      const timer = setTimeout(() => {
        reject(new ExtensionError("server-silent"));
        // Thunderbird copies one thing after the other: what waits for this one would wait for ever.
        MailServices.copy.notifyCompletion(file, folder, Cr.NS_ERROR_ABORT);
      }, timeoutMs);
      let newKey = null;
      const listener = {
        QueryInterface: ChromeUtils.generateQI(["nsIMsgCopyServiceListener"]),
        onStartCopy() {},
        onProgress() {},
        setMessageKey(key) {
          newKey = key;
        },
        getMessageId: () => null,
        // Only after this call has returned is the folder free for the next message.
        onStopCopy: (status) => Services.tm.dispatchToMainThread(() => resolve(status)),
      };
      // On a server Thunderbird knows this one flag as a keyword; it sends the flag only to folders that are open.
      const imap = asImap(folder);
      const isKeyword = imap && message.forwarded;
      const keywords = isKeyword ? `${message.keywords} $Forwarded`.trim() : message.keywords;
      const flags = flagWord({ ...message, forwarded: message.forwarded && !imap });
      MailServices.copy.copyFileMessage(file, folder, null, false, flags, keywords, listener, null);
      return promise
        .finally(() => clearTimeout(timer))
        .then((status) => {
          if (!Components.isSuccessCode(status)) throw new ExtensionError(codeOf(status));
          if (!imap && newKey !== null) stateHere(folder, newKey, message);
        });
    }

    /* After one of these the next message would fare no better. */
    const ENDS_ALL = ["offline", "server-unreachable", "server-silent", "disk-full"];

    return {
      mailDelivery: {
        async target(accountId, uri) {
          const server = serverOf(accountId);
          const folder = uri === "" ? server.rootFolder : folderOf(uri);
          if (folder.server.key != server.key) throw new ExtensionError("bad-request");
          const isRoot = folder.isServer;
          const own = !isRoot && hasOwnRetention(folder);
          // Reading the settings of a folder that follows its account would write down that it does.
          const settings = own ? folder.retentionSettings : server.retentionSettings;
          let disk = server.localPath;
          while (!disk.exists() && disk.parent) disk = disk.parent;
          return {
            type: server.type,
            name: folder.localizedName ?? folder.prettyName,
            takesMail: isRoot ? isLocal(folder) || server.type == "imap" : mayTakeMail(folder),
            isOutbox: !isRoot && folder.isSpecialFolder(FLAGS.Queue, true),
            filters: isRoot || !(folder.flags & FLAGS.Inbox) ? 0 : filtersOn(server),
            retainBy: settings.retainByPreference,
            days: settings.daysToKeepHdrs,
            count: settings.numHeadersToKeep,
            rows: isRoot ? 0 : folder.getTotalMessages(false),
            free: disk.diskSpaceAvailable,
            oneFile: isLocal(folder) && server.msgStore.storeType == "mbox",
          };
        },

        async makeFolder(accountId, parentUri, name, purpose, job, timeoutMs) {
          fromBackgroundOnly();
          const server = serverOf(accountId);
          const parent = parentUri === "" ? server.rootFolder : folderOf(parentUri);
          const isRoot = parent.isServer;
          if (parent.server.key != server.key || !(isRoot || mayTakeMail(parent))) {
            throw new ExtensionError("bad-request");
          }
          const imap = server.type == "imap";
          const delimiter = imap && !isRoot ? asImap(parent).hierarchyDelimiter : "/";
          const isBad =
            name.trim() != name ||
            name.includes("/") ||
            name.includes(delimiter) ||
            /^\.{1,2}$/.test(name);
          if (isBad || !(imap || isLocal(parent)) || (purpose == "scratch" && imap)) {
            throw new ExtensionError("bad-request");
          }
          const existing = childOf(parent, name);
          if (existing) return { uri: existing.URI, made: readMade()[existing.URI]?.job === job };
          if (Object.keys(readMade()).length >= MOST_MADE) throw new ExtensionError("bad-request");
          // Known before it is there: a crash in between must not leave one that nobody removes.
          if (purpose == "scratch") {
            const expected = `${parent.URI}/${encodeURIComponent(name)}`;
            const inside = isRoot ? server.localPath.path : `${parent.filePath.path}.sbd`;
            const summary = PathUtils.join(inside, `${name}.msf`);
            noteMade(expected, { purpose, job, state: "empty", summary });
          }
          if (imap) await createOnServer(parent, name, timeoutMs);
          else createHere(parent, name);
          let folder = await childSoon(parent, name);
          if (!folder && imap) {
            // A discovery that ran meanwhile did not know it yet; the next one does.
            server.performExpand(null);
            folder = await childSoon(parent, name);
          }
          if (!folder) throw new ExtensionError("folder-not-made");
          noteMade(folder.URI, { purpose, job, state: "empty" });
          protect(folder, purpose == "scratch");
          return { uri: folder.URI, made: true };
        },

        async madeFolders() {
          return Object.entries(readMade()).map(([uri, { purpose, job, state }]) => ({
            uri,
            purpose,
            job,
            state,
            exists: Boolean(MailServices.folderLookup.getFolderForURL(uri)?.parent),
          }));
        },

        async forgetFolders(job) {
          fromBackgroundOnly();
          const isDone = (entry) => entry.job === job && entry.purpose != "scratch";
          const all = Object.entries(readMade());
          for (const [, entry] of all) {
            if (isDone(entry)) await removeBeside(entry);
          }
          writeMade(Object.fromEntries(all.filter(([, entry]) => !isDone(entry))));
        },

        async removeFolder(uri) {
          fromBackgroundOnly();
          const made = readMade();
          if (made[uri]?.purpose != "scratch") throw new ExtensionError("bad-request");
          await removeBeside(made[uri]);
          const folder = MailServices.folderLookup.getFolderForURL(uri);
          if (folder?.parent) {
            if (!isLocal(folder)) throw new ExtensionError("bad-request");
            // A folder below it that is not ours is somebody's mail.
            if (folder.descendants.some(({ URI }) => made[URI]?.purpose != "scratch")) {
              throw new ExtensionError("bad-request");
            }
            const summary = `${folder.filePath.path}.msf`;
            // A list that is open would be written once more when it is closed.
            Cc["@mozilla.org/msgDatabase/msgDBService;1"]
              .getService(Ci.nsIMsgDBService)
              .forceFolderDBClosed(folder);
            folder.parent.propagateDelete(folder, true);
            await IOUtils.remove(summary, { ignoreAbsent: true });
            // Whoever has the list open may write it once more: it is looked for again the next time.
            noteMade(uri, { state: "removed", summary });
            return;
          }
          const { summary } = made[uri];
          if (typeof summary == "string") await IOUtils.remove(summary, { ignoreAbsent: true });
          const left = Object.entries(readMade()).filter(
            ([one]) => one != uri && !one.startsWith(`${uri}/`),
          );
          writeMade(Object.fromEntries(left));
        },

        async beginStore(uri) {
          fromBackgroundOnly();
          const folder = storeFolder(uri, ["empty", "writing"]);
          const beside = besideStore(folder);
          await writing(async () => {
            await refuseUsed(folder);
            noteMade(uri, { state: "writing", beside });
            await IOUtils.write(beside, new Uint8Array(0), { mode: "overwrite" });
            await IOUtils.setPermissions(beside, 0o600, false);
          });
        },

        async writeStore(uri, atLength, bytes) {
          fromBackgroundOnly();
          const beside = besideStore(storeFolder(uri, ["writing"]));
          await writing(async () => {
            if ((await lengthOf(beside)) !== atLength) {
              throw new ExtensionError("restore-folder-in-use");
            }
            await IOUtils.write(beside, new Uint8Array(bytes), { mode: "append" });
          });
        },

        async endStore(uri, timeoutMs) {
          fromBackgroundOnly();
          const folder = storeFolder(uri, ["writing", "written"]);
          const beside = besideStore(folder);
          await writing(async () => {
            // A crash right after the move leaves nothing beside it: then only Thunderbird has to read it.
            if (readMade()[uri].state == "written" && !(await IOUtils.exists(beside))) return;
            await refuseUsed(folder);
            await IOUtils.write(beside, new Uint8Array(0), { mode: "append", flush: true });
            noteMade(uri, { state: "written" });
            await IOUtils.move(beside, folder.filePath.path);
          });
          folder.msgDatabase = null;
          await IOUtils.remove(folder.summaryFile.path, { ignoreAbsent: true });
          const end = Date.now() + timeoutMs;
          const status = await runUrl(
            (listener) =>
              folder.QueryInterface(Ci.nsIMsgLocalMailFolder).parseFolder(null, listener),
            timeoutMs,
          );
          if (!Components.isSuccessCode(status)) throw new ExtensionError("folder-unreadable");
          // For a while after this the new summary counts as out of date.
          for (;;) {
            try {
              const messages = folder.msgDatabase.listAllKeys().length;
              // The folder's own rules stood in the summary, which was made anew.
              protect(folder, readMade()[uri].purpose == "scratch");
              folder.updateSummaryTotals(true);
              noteMade(uri, { state: "read" });
              return { messages };
            } catch (error) {
              if (Date.now() > end) {
                console.error("Postwacht:", error);
                throw new ExtensionError("folder-unreadable");
              }
              await pause(50);
            }
          }
        },

        async stage(handle, bytes) {
          fromBackgroundOnly();
          return writing(async () => {
            const known = handle === "" ? null : staged.get(handle);
            if (known === undefined) throw new ExtensionError("bad-request");
            if (known !== null) {
              await IOUtils.write(known, new Uint8Array(bytes), { mode: "append" });
              return handle;
            }
            if (staged.size >= 8) throw new ExtensionError("busy");
            const name = Services.uuid.generateUUID().toString();
            staged.set(name, await newStage(new Uint8Array(bytes)));
            return name;
          });
        },

        async unstage(handle) {
          fromBackgroundOnly();
          const path = staged.get(handle);
          staged.delete(handle);
          if (path) await dropStage(path);
        },

        async append(uri, messages, bytes, timeoutMs) {
          fromBackgroundOnly();
          const folder = folderOf(uri);
          if (!mayTakeMail(folder)) throw new ExtensionError("bad-request");
          // A filter could forward, move or delete what comes into an Inbox.
          if (isFiltered(folder)) throw new ExtensionError("target-filters-on");
          if (asImap(folder) && Services.io.offline) throw new ExtensionError("offline");
          const isWithin = ({ offset, length, staged: handle }) =>
            handle ? staged.has(handle) : offset + length <= bytes.byteLength;
          if (!messages.every(isWithin)) throw new ExtensionError("bad-request");
          const paths = await writing(() =>
            Promise.all(
              messages.map(({ offset, length, staged: handle }) =>
                handle ? staged.get(handle) : newStage(new Uint8Array(bytes, offset, length)),
              ),
            ),
          );
          const results = [];
          // Thunderbird would also keep a copy here, and where two messages have one Message-ID it loses track of
          // which is whose: one of them then shows nothing.
          const keepsCopies = Boolean(asImap(folder)) && folder.getFlag(FLAGS.Offline);
          if (keepsCopies) folder.clearFlag(FLAGS.Offline);
          try {
            for (const [i, message] of messages.entries()) {
              try {
                await copyFile(folder, paths[i], message, timeoutMs);
                results.push({});
              } catch (error) {
                if (!(error instanceof ExtensionError)) console.error("Postwacht:", error);
                const code = error instanceof ExtensionError ? error.message : codeOf(error.result);
                results.push({ error: code });
                if (ENDS_ALL.includes(code)) break;
              }
            }
          } finally {
            if (keepsCopies) folder.setFlag(FLAGS.Offline);
            await Promise.all(paths.filter((_, i) => !messages[i].staged).map(dropStage));
          }
          return results;
        },

        async settle(uri, timeoutMs) {
          fromBackgroundOnly();
          const folder = folderOf(uri);
          const imap = asImap(folder);
          if (!imap) throw new ExtensionError("bad-request");
          if (Services.io.offline) throw new ExtensionError("offline");
          await runUrl((listener) => imap.updateFolderWithListener(null, listener), timeoutMs);
          return !(folder.flags & FLAGS.OfflineEvents);
        },

        async addTag(key, name, color) {
          fromBackgroundOnly();
          const all = MailServices.tags.getAllTags();
          const isThere = all.some((tag) => tag.key == key.toLowerCase() || tag.tag == name);
          if (!isThere) MailServices.tags.addTagForKey(key, name, color, "");
          return !isThere;
        },
      },
    };
  }
};
