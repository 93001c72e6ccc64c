/* This Source Code Form is subject to the terms of the Mozilla Public
 * License, v. 2.0. If a copy of the MPL was not distributed with this
 * file, You can obtain one at https://mozilla.org/MPL/2.0/. */

/* Folders, rows and raw messages, in bulk. No function here can change, move or delete a message, a flag of one
   or a subscription, and none ever compacts. These change something: fetchBodies has Thunderbird store bodies,
   reveal makes a folder of the server known here, keepOffline and retain write a setting of a folder, keepBodies
   takes back Thunderbird's mark on bodies that a compaction would drop, and fetchPartial checks a POP account.
   Does not belong here: what to read, when to ask again, what it means. */

this.mailStore = class extends ExtensionAPI {
  onShutdown(isAppShutdown) {
    for (const stream of this.openMessages?.values() ?? []) stream.close();
    this.stopListening?.();
    if (!isAppShutdown) Services.obs.notifyObservers(null, "startupcache-invalidate");
  }

  getAPI(context) {
    const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
    const { setTimeout, clearTimeout } = ChromeUtils.importESModule(
      "resource://gre/modules/Timer.sys.mjs",
    );
    const { ExtensionError } = ExtensionUtils;
    /* This runs again for every page and every start of the event page, so what must outlive one of them is
       kept on the instance. */
    this.openMessages ??= new Map();
    const { openMessages } = this;

    /* What the server said of the size of each message that arrived since the add-on started: folder URI ->
       key -> bytes. Thunderbird replaces the size when it downloads the message, so this is the only time it
       can be had. Bounded, because a first synchronisation may bring a million messages. */
    const MOST_ARRIVALS = 200_000;
    this.arrivals ??= new Map();
    const { arrivals } = this;
    if (!this.stopListening) {
      let count = 0;
      const listener = {
        msgAdded(header) {
          if (count >= MOST_ARRIVALS || header.folder?.server?.type != "imap") return;
          const uri = header.folder.URI;
          if (!arrivals.has(uri)) arrivals.set(uri, new Map());
          arrivals.get(uri).set(header.messageKey, header.messageSize);
          count++;
        },
      };
      MailServices.mfn.addListener(listener, MailServices.mfn.msgAdded);
      this.stopListening = () => MailServices.mfn.removeListener(listener);
    }

    /* A message above this size is read in pieces, so that no call holds more than a batch. */
    const BIG_MESSAGE = 4 * 1024 * 1024;

    const FLAGS = Ci.nsMsgFolderFlags;
    const ROLES = [
      ["inbox", FLAGS.Inbox],
      ["sent", FLAGS.SentMail],
      ["drafts", FLAGS.Drafts],
      ["templates", FLAGS.Templates],
      ["archives", FLAGS.Archive],
      ["junk", FLAGS.Junk],
      ["trash", FLAGS.Trash],
      ["outbox", FLAGS.Queue],
    ];

    /* Only the event page writes: what it writes is planned there, and a page of ours that shows something that
       others wrote is kept away from it. */
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

    const asImap = (folder) =>
      folder.server.type == "imap" ? folder.QueryInterface(Ci.nsIMsgImapMailFolder) : null;

    /* UIDNEXT and UIDVALIDITY are -1 (140) or 4294967295 (153) until they are known. */
    const uidOrNull = (uid) => (uid === -1 || uid === 4294967295 || uid === 0 ? null : uid);

    const uidValidityOf = (folder) => uidOrNull(databaseOf(folder).dBFolderInfo.imapUidValidity);

    /* STATUS tells UIDNEXT without opening the folder, so only UIDVALIDITY shows that it was opened once. */
    function wasOpened(folder, imap, rows) {
      if (!imap || rows > 0) return true;
      if (uidOrNull(imap.serverNextUID) === null) return false;
      try {
        return uidValidityOf(folder) !== null;
      } catch {
        return false;
      }
    }

    /* Opening the database of a folder can fail while Thunderbird builds it. */
    function databaseOf(folder) {
      try {
        const database = folder.msgDatabase;
        if (database) return database;
      } catch (error) {
        throw new ExtensionError(
          error.result == Cr.NS_ERROR_FILE_IS_LOCKED ? "folder-locked" : "folder-unreadable",
        );
      }
      throw new ExtensionError("folder-unreadable");
    }

    /* No step of ours keeps Thunderbird's main thread longer than this, in milliseconds; one that has more to do
       answers how far it came, and is called again. Opening a folder's database is Thunderbird's own step. */
    const SLICE = 20;
    /* 153 has renamed it. */
    const clock = () => (ChromeUtils.now ? ChromeUtils.now() : Cu.now());

    /* Goes through a list for one slice, at least one item far; answers how many it has done. */
    function forOneSlice(list, work, goesOn = () => true) {
      const end = clock() + SLICE;
      let done = 0;
      for (const item of list) {
        work(item);
        done++;
        if (clock() > end || !goesOn()) break;
      }
      return done;
    }

    /* Opens nothing that was not open: a run over many folders must not keep all their databases. */
    function briefly(folder, work) {
      const wasOpen = folder.databaseOpen;
      try {
        return work();
      } finally {
        if (!wasOpen && folder.databaseOpen) folder.msgDatabase = null;
      }
    }

    /* Whether a folder has rules of its own for deleting old mail, as far as can be told without opening its
       database: what Thunderbird remembers of it. Null where it remembers nothing. */
    function ownRetention(folder) {
      try {
        const file = folder.summaryFile;
        // Without a database there are no settings.
        if (!file.exists()) return false;
        const { folderCache } = MailServices.accounts;
        const remembered = folderCache.getCacheElement(file.persistentDescriptor, false);
        return remembered.getCachedString(RETENTION) == "0";
      } catch {
        return null;
      }
    }
    const RETENTION = "useServerRetention";

    /* Bytes of the folder's file, and when its database was written: what shows that bodies came or went. */
    function onDisk(folder) {
      const stamp = { bytes: 0, changedAt: 0 };
      try {
        const [file, summary] = [folder.filePath, folder.summaryFile];
        if (file.exists()) stamp.bytes = file.isDirectory() ? 0 : file.fileSize;
        if (summary.exists()) stamp.changedAt = summary.lastModifiedTime;
      } catch {
        // A folder without files has nothing that could change.
      }
      return stamp;
    }

    function describe(folder) {
      const imap = asImap(folder);
      const rows = folder.getTotalMessages(false);
      return {
        uri: folder.URI,
        // On a server the name as the server has it, here the names that lead to it.
        path: imap ? imap.onlineName : folder.URI.slice(folder.server.rootFolder.URI.length + 1),
        delimiter: imap ? imap.hierarchyDelimiter : "/",
        name: folder.localizedName ?? folder.prettyName,
        role: ROLES.find(([, flag]) => folder.flags & flag)?.[0] ?? null,
        virtual: Boolean(folder.flags & FLAGS.Virtual),
        noSelect: Boolean(imap && folder.flags & FLAGS.ImapNoselect),
        everOpened: briefly(folder, () => wasOpened(folder, imap, rows)),
        rows,
        // What Thunderbird last heard; it keeps this over restarts.
        serverTotal: imap ? imap.serverTotal : null,
        uidNext: imap ? uidOrNull(imap.serverNextUID) : null,
        parent: folder.parent?.isServer ? null : (folder.parent?.URI ?? null),
        keepOffline: Boolean(folder.flags & FLAGS.Offline),
        // -1 is "not known".
        sizeOnDisk: folder.sizeOnDisk >= 0 ? folder.sizeOnDisk : null,
        expungedBytes: folder.expungedBytes,
        databaseOpen: folder.databaseOpen,
        ownRetention: ownRetention(folder),
        onDisk: onDisk(folder),
      };
    }

    /* Runs what takes a url listener, and waits for its end or for the time to pass. */
    function runUrl(startIt, timeoutMs) {
      if (Services.io.offline) throw new ExtensionError("offline");
      const { promise, resolve, reject } = Promise.withResolvers();
      const timer = setTimeout(() => reject(new ExtensionError("server-silent")), timeoutMs);
      const listener = {
        QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]),
        OnStartRunningUrl() {},
        OnStopRunningUrl(_url, status) {
          if (Components.isSuccessCode(status)) resolve();
          else reject(new ExtensionError(codeOf(status)));
        },
      };
      try {
        startIt(listener);
      } catch (error) {
        reject(new ExtensionError(codeOf(error.result)));
      }
      return promise.finally(() => clearTimeout(timer));
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
        default:
          return "server-refused";
      }
    }

    const isSelect = (url) => /\/select(>|%3e)/i.test(url?.spec ?? "");

    /* Has Thunderbird open a folder on its server. True once this opening has ended well; false where that is not
       sure: it did not begin because something else goes on in the folder, or is not over in time. */
    function openOnServer(folder, imap, timeoutMs) {
      if (Services.io.offline) throw new ExtensionError("offline");
      const { promise, resolve, reject } = Promise.withResolvers();
      const timer = setTimeout(() => resolve(false), timeoutMs);
      /* The first opening of a session begins with finding all folders, and its end takes the listener away:
         then only this tells that the folder was opened. */
      const loaded = {
        QueryInterface: ChromeUtils.generateQI(["nsIFolderListener"]),
        onFolderEvent(which, event) {
          if (which?.URI != folder.URI || event != "FolderLoaded") return;
          // The url listener, which knows how it ended, is called right after this.
          Services.tm.dispatchToMainThread(() => resolve(false));
        },
      };
      const listener = {
        QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]),
        OnStartRunningUrl() {},
        OnStopRunningUrl(url, status) {
          if (!Components.isSuccessCode(status)) reject(new ExtensionError(codeOf(status)));
          else if (isSelect(url)) resolve(true);
        },
      };
      MailServices.mailSession.AddFolderListener(loaded, Ci.nsIFolderListener.event);
      try {
        imap.updateFolderWithListener(null, listener);
      } catch (error) {
        reject(new ExtensionError(codeOf(error.result)));
      }
      return promise.finally(() => {
        clearTimeout(timer);
        MailServices.mailSession.RemoveFolderListener(loaded);
      });
    }

    /* 1, 2, 3, 7 -> 1:3,7. */
    function uidRanges(keys) {
      const ranges = [];
      for (const key of [...keys].sort((a, b) => a - b)) {
        const last = ranges.at(-1);
        if (last && last.end + 1 >= key) last.end = key;
        else ranges.push({ start: key, end: key });
      }
      return ranges.map(({ start, end }) => (start == end ? `${start}` : `${start}:${end}`)).join();
    }

    /* What folder.downloadMessagesForOffline does, and it tells when it is over: the folder itself listens
       through us. As in Thunderbird's own synchronisation the folder is not locked meanwhile: a lock can only
       be taken from within. */
    function download(folder, uids) {
      if (Services.io.offline) throw new ExtensionError("offline");
      // A compaction, or another download.
      if (folder.locked) throw new ExtensionError("folder-locked");
      const { promise, resolve, reject } = Promise.withResolvers();
      const inFolder = folder.QueryInterface(Ci.nsIUrlListener);
      const listener = {
        QueryInterface: ChromeUtils.generateQI(["nsIUrlListener"]),
        OnStartRunningUrl: (url) => inFolder.OnStartRunningUrl(url),
        OnStopRunningUrl(url, status) {
          inFolder.OnStopRunningUrl(url, status);
          if (Components.isSuccessCode(status)) resolve();
          else reject(new ExtensionError(codeOf(status)));
        },
      };
      try {
        MailServices.imap.downloadMessagesForOffline(uids, folder, listener, null);
      } catch (error) {
        throw new ExtensionError(codeOf(error.result));
      }
      return promise;
    }

    /* 153 renamed getLocalMsgStream to getMsgInputStream; in 140 the latter is another function. */
    const rawStream = (folder, header) =>
      folder.getLocalMsgStream
        ? folder.getLocalMsgStream(header)
        : folder.getMsgInputStream(header);

    function binary(stream) {
      const input = Cc["@mozilla.org/binaryinputstream;1"].createInstance(Ci.nsIBinaryInputStream);
      input.setInputStream(stream);
      return input;
    }

    /* Reads at most `limit` bytes; fewer only at the end of the message. */
    function readBytes(input, limit) {
      const chunks = [];
      let total = 0;
      while (total < limit) {
        const ready = Math.min(input.available(), limit - total);
        if (ready <= 0) break;
        const chunk = new Uint8Array(ready);
        input.readArrayBuffer(ready, chunk.buffer);
        chunks.push(chunk);
        total += ready;
      }
      return { chunks, total };
    }

    /* Messages of ordinary size are read into one piece of memory that is used again and again, and gathered in
       another: fresh memory for each of them costs as much as the reading. */
    function gatherer(maxBytes) {
      let all = new Uint8Array(maxBytes + BIG_MESSAGE / 8);
      let total = 0;
      return {
        total: () => total,
        // Shortened where it lies; the gatherer is of no use afterwards.
        bytes: () => all.buffer.transfer(total),
        put(bytes) {
          if (total + bytes.length > all.length) {
            const more = new Uint8Array(total + bytes.length + maxBytes);
            more.set(all.subarray(0, total));
            all = more;
          }
          all.set(bytes, total);
          total += bytes.length;
        },
      };
    }

    /* The bytes of a whole stored message, good until the next is read; one that turns out longer than its row
       says is left to be read in pieces. */
    function readWhole(folder, header, row) {
      let input;
      try {
        input = binary(rawStream(folder, header));
        const wanted = Math.max(row.size, row.storedSize) + SLACK;
        if (scratch.byteLength < wanted) scratch = new ArrayBuffer(wanted);
        const length = input.readArrayBuffer(wanted, scratch);
        if (length == 0 && row.size > 0) return { error: "message-unreadable" };
        return length == wanted ? { big: true } : { bytes: new Uint8Array(scratch, 0, length) };
      } catch (error) {
        console.error("Postwacht:", error);
        return { error: "message-unreadable" };
      } finally {
        input?.close();
      }
    }
    const SLACK = 8192;
    let scratch = new ArrayBuffer(64 * 1024);

    /* A message as the service of its account hands it over, whole: nothing is answered before its end has come.
       The time counts anew with every piece. */
    function streamed(messageUri, timeoutMs) {
      const storage = Cc["@mozilla.org/storagestream;1"].createInstance(Ci.nsIStorageStream);
      storage.init(65536, 0xffffffff);
      const output = Cc["@mozilla.org/binaryoutputstream;1"].createInstance(
        Ci.nsIBinaryOutputStream,
      );
      output.setOutputStream(storage.getOutputStream(0));
      const { promise, resolve, reject } = Promise.withResolvers();
      let timer;
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => reject(new ExtensionError("server-silent")), timeoutMs);
      };
      const listener = {
        QueryInterface: ChromeUtils.generateQI(["nsIStreamListener", "nsIRequestObserver"]),
        onStartRequest() {},
        onDataAvailable(_request, input, _offset, count) {
          wait();
          output.writeByteArray(binary(input).readByteArray(count));
        },
        onStopRequest(_request, status) {
          output.close();
          if (Components.isSuccessCode(status)) resolve(storage.newInputStream(0));
          else reject(new ExtensionError(codeOf(status)));
        },
      };
      wait();
      try {
        MailServices.messageServiceFromURI(messageUri).streamMessage(
          ...[messageUri, listener, null, null, false, "", false],
        );
      } catch (error) {
        reject(new ExtensionError(codeOf(error.result)));
      }
      return promise.finally(() => clearTimeout(timer));
    }

    function closeMessage(handle) {
      openMessages.get(handle)?.close();
      openMessages.delete(handle);
    }

    function joined(chunks, total) {
      const bytes = new Uint8Array(total);
      let at = 0;
      for (const chunk of chunks) {
        bytes.set(chunk, at);
        at += chunk.length;
      }
      return bytes.buffer;
    }

    /* As hexadecimal digits. */
    function sha256(text) {
      const hash = Cc["@mozilla.org/security/hash;1"].createInstance(Ci.nsICryptoHash);
      const bytes = new TextEncoder().encode(text);
      hash.init(Ci.nsICryptoHash.SHA256);
      hash.update(bytes, bytes.length);
      return Uint8Array.fromBase64(hash.finish(true)).toHex();
    }

    const isPartial = (header) => Boolean(header.flags & Ci.nsMsgMessageFlags.Partial);

    /* Told for a folder once: in a long list even its type costs. */
    function bodyTest(folder) {
      if (!asImap(folder)) return (header) => !isPartial(header);
      return (header) => folder.hasMsgOffline(header.messageKey);
    }

    function headerOf(folder, key) {
      try {
        return folder.GetMessageHeader(key);
      } catch {
        return null;
      }
    }

    /* Plain ASCII is what it is; having Thunderbird decode it takes longer than all the rest of a row. */
    const isPlain = (text) => /^[\x20-\x7e]*$/.test(text) && !text.includes("=?");

    function rowsOf(folder) {
      const hasBody = bodyTest(folder);
      const sizes = arrivals.get(folder.URI);
      return (header) => {
        const { messageKey: key, subject, author } = header;
        return {
          key,
          size: header.messageSize,
          serverSize: sizes?.get(key) ?? null,
          storedSize: header.offlineMessageSize,
          storeToken: header.storeToken,
          flags: header.flags,
          keywords: header.getStringProperty("keywords"),
          // PRTime is in microseconds.
          date: header.date / 1000,
          messageId: header.messageId,
          subject: isPlain(subject) ? subject : header.mime2DecodedSubject,
          from: isPlain(author) ? author : header.mime2DecodedAuthor,
          partial: isPartial(header),
          body: hasBody(header),
        };
      };
    }

    return {
      mailStore: {
        async folderUris(accountId) {
          return serverOf(accountId).rootFolder.descendants.map(({ URI }) => URI);
        },

        async folders(uris) {
          const found = [];
          const done = forOneSlice(uris, (uri) => {
            const folder = MailServices.folderLookup.getFolderForURL(uri);
            // One that has gone since the list was made is left out.
            if (folder?.server) found.push(describe(folder));
          });
          return { done, folders: found };
        },

        async state(uri) {
          const folder = folderOf(uri);
          return {
            ...describe(folder),
            uidValidity: asImap(folder) ? uidValidityOf(folder) : null,
          };
        },

        async retention(uri) {
          const folder = folderOf(uri);
          const own = folder.getStringProperty(RETENTION) == "0";
          // Reading the settings of a folder that follows its account would write down that it does.
          const settings = own ? folder.retentionSettings : null;
          return {
            own,
            by: settings?.retainByPreference ?? 1,
            days: settings?.daysToKeepHdrs ?? 0,
            count: settings?.numHeadersToKeep ?? 0,
            starredToo: settings?.applyToFlaggedMessages ?? false,
          };
        },

        async askServer(uri, timeoutMs) {
          const folder = folderOf(uri);
          const imap = asImap(folder);
          if (!imap) throw new ExtensionError("bad-request");
          await runUrl((listener) => imap.updateStatus(listener, null), timeoutMs);
          return { messages: imap.serverTotal, uidNext: uidOrNull(imap.serverNextUID) };
        },

        async refresh(uri, timeoutMs) {
          const folder = folderOf(uri);
          const imap = asImap(folder);
          if (!imap) throw new ExtensionError("bad-request");
          // Opening such a folder would first send the user's waiting deletions and moves to the server.
          if (folder.flags & FLAGS.OfflineEvents) {
            throw new ExtensionError("folder-has-offline-changes");
          }
          return openOnServer(folder, imap, timeoutMs);
        },

        async deselect(uri) {
          const folder = folderOf(uri);
          const imap = asImap(folder);
          if (!imap) throw new ExtensionError("bad-request");
          folder.server.QueryInterface(Ci.nsIImapServerSink).resetServerConnection(imap.onlineName);
        },

        async quota(uri) {
          const imap = asImap(folderOf(uri));
          if (!imap) throw new ExtensionError("bad-request");
          return imap.getQuota().map(({ name, usage, limit }) => ({
            name,
            used: Number(usage),
            limit: Number(limit),
          }));
        },

        async reveal(accountId, path, delimiter, withoutJunkRules) {
          const server = serverOf(accountId);
          if (server.type != "imap" || delimiter.length != 1) {
            throw new ExtensionError("bad-request");
          }
          const find = () =>
            server.rootFolder.descendants.find((found) => asImap(found)?.onlineName == path);
          // A folder that is known already is nobody's to change, but for one that only stands for its children.
          const known = find();
          if (known && !(known.flags & FLAGS.ImapNoselect)) return describe(known);
          // Thunderbird's own form of the name (nsImapUrl::AllocateCanonicalPath): slashes between the levels.
          const canonical =
            delimiter == "/"
              ? path
              : path.replaceAll("^", "^^").replaceAll("/", "^").replaceAll(delimiter, "/");
          server.QueryInterface(Ci.nsIImapServerSink).possibleImapMailbox(canonical, delimiter, 0);
          const folder = find();
          if (!folder || folder.flags & FLAGS.ImapNoselect)
            throw new ExtensionError("folder-not-shown");
          // Junk rules would move mail on the server as soon as the folder is opened.
          if (withoutJunkRules) {
            folder.setStringProperty("dobayes.mailnews@mozilla.org#junk", "false");
          }
          return describe(folder);
        },

        async keys(uri) {
          const folder = folderOf(uri);
          // While a local folder is rebuilt or compacted its list is not whole.
          if (!asImap(folder) && folder.locked) throw new ExtensionError("folder-locked");
          return databaseOf(folder).listAllKeys();
        },

        async rows(uri, keys) {
          const folder = folderOf(uri);
          databaseOf(folder);
          return keys
            .map((key) => headerOf(folder, key))
            .filter((header) => header)
            .map(rowsOf(folder));
        },

        async marks(uri, keys, flagMask) {
          if (keys.byteLength % 4 != 0 || keys.byteLength > 4000) {
            throw new ExtensionError("bad-request");
          }
          const folder = folderOf(uri);
          databaseOf(folder);
          const hasBody = bodyTest(folder);
          const found = { count: 0, bodies: 0 };
          let [states, rows] = ["", ""];
          for (const key of new Uint32Array(keys)) {
            const header = headerOf(folder, key);
            if (!header) continue;
            found.count++;
            if (hasBody(header)) found.bodies++;
            // A bit above the 31st would else come out negative.
            states += `${key} ${(header.flags & flagMask) >>> 0} ${header.getStringProperty("keywords")}\n`;
            rows += `${header.messageSize} ${header.messageId}\n`;
          }
          return { ...found, states: sha256(states), rows: sha256(rows) };
        },

        async census(uri, keys, from, to) {
          await new Promise((resolve) => ChromeUtils.idleDispatch(resolve, { timeout: 500 }));
          const folder = folderOf(uri);
          databaseOf(folder);
          // POP and Local Folders hold each message whole, or its beginning.
          const onServer = !["pop3", "none", "rss"].includes(folder.server.type);
          const sums = {
            bytes: 0,
            withoutBody: 0,
            withoutBodyBytes: 0,
            partial: 0,
            partialBytes: 0,
          };
          let [oldest, newest] = [null, null];
          const done = forOneSlice(keys, (key) => {
            const header = headerOf(folder, key);
            if (!header) return;
            sums.bytes += header.messageSize;
            if (onServer && !folder.hasMsgOffline(key)) {
              sums.withoutBody++;
              sums.withoutBodyBytes += header.messageSize;
            }
            if (isPartial(header)) {
              sums.partial++;
              sums.partialBytes += header.messageSize;
            }
            const date = header.date / 1000;
            if (date < from || date > to) return;
            oldest = Math.min(oldest ?? date, date);
            newest = Math.max(newest ?? date, date);
          });
          return { done, ...sums, oldest, newest };
        },

        async fetchBodies(uri, keys) {
          const folder = folderOf(uri);
          // A POP account would check for mail, and such a check obeys its deletion settings.
          if (!asImap(folder)) throw new ExtensionError("bad-request");
          const present = keys.filter((key) => headerOf(folder, key));
          if (present.length > 0) await download(folder, uidRanges(present));
        },

        async keepOffline(uri, from, to) {
          fromBackgroundOnly();
          const folder = folderOf(uri);
          if (!asImap(folder)) throw new ExtensionError("bad-request");
          if (folder.getFlag(FLAGS.Offline) !== from) {
            throw new ExtensionError("setting-changed-meanwhile");
          }
          if (to) folder.setFlag(FLAGS.Offline);
          else folder.clearFlag(FLAGS.Offline);
          return folder.getFlag(FLAGS.Offline);
        },

        async retain(uri, from, to, deleting) {
          fromBackgroundOnly();
          const folder = folderOf(uri);
          databaseOf(folder);
          const settings = folder.retentionSettings;
          // Of a folder that follows its account these are the account's.
          if (settings.useServerDefaults || settings.retainByPreference !== from) {
            throw new ExtensionError("setting-changed-meanwhile");
          }
          // With no number of days, or none of messages, Thunderbird would delete everything at once.
          const may =
            to === 1 ||
            (deleting && to === 2 && settings.daysToKeepHdrs > 0) ||
            (deleting && to === 3 && settings.numHeadersToKeep > 0);
          if (!may) throw new ExtensionError("bad-request");
          settings.retainByPreference = to;
          settings.useServerDefaults = false;
          folder.retentionSettings = settings;
          return folder.retentionSettings.retainByPreference;
        },

        async keepBodies(uri, keys) {
          fromBackgroundOnly();
          const folder = folderOf(uri);
          const imap = asImap(folder);
          if (!imap) throw new ExtensionError("bad-request");
          for (const header of keys.map((key) => headerOf(folder, key))) {
            if (header?.getUint32Property("pendingRemoval")) imap.markPendingRemoval(header, false);
          }
        },

        async fetchPartial(uri, keys) {
          fromBackgroundOnly();
          const folder = folderOf(uri);
          if (folder.server.type == "imap") throw new ExtensionError("bad-request");
          if (Services.io.offline) throw new ExtensionError("offline");
          const headers = keys
            .map((key) => headerOf(folder, key))
            .filter((header) => header && isPartial(header));
          if (headers.length == 0) return;
          try {
            folder.downloadMessagesForOffline(headers, null);
          } catch (error) {
            throw new ExtensionError(
              error.result == Cr.NS_MSG_FOLDER_BUSY ? "folder-locked" : codeOf(error.result),
            );
          }
        },

        async withoutBody(uri, keys) {
          const folder = folderOf(uri);
          const hasBody = bodyTest(folder);
          return keys.filter((key) => {
            const header = headerOf(folder, key);
            return header && !hasBody(header);
          });
        },

        async read(uri, keys, maxBytes) {
          const folder = folderOf(uri);
          const rowOf = rowsOf(folder);
          const gathered = gatherer(maxBytes);
          const readOne = (key) => {
            const header = headerOf(folder, key);
            if (!header) return { key, error: "message-changed" };
            const row = rowOf(header);
            if (!row.body) return { key, row, error: "body-not-fetched" };
            if (Math.max(row.size, row.storedSize) > BIG_MESSAGE) return { key, row, big: true };
            const { bytes, ...other } = readWhole(folder, header, row);
            if (!bytes) return { key, row, ...other };
            gathered.put(bytes);
            return { key, row, offset: gathered.total() - bytes.length, length: bytes.length };
          };
          const messages = [];
          forOneSlice(
            keys,
            (key) => messages.push(readOne(key)),
            () => gathered.total() < maxBytes,
          );
          return { messages, bytes: gathered.bytes() };
        },

        async openMessage(uri, key) {
          const folder = folderOf(uri);
          const header = headerOf(folder, key);
          if (!header) throw new ExtensionError("message-changed");
          if (!bodyTest(folder)(header)) throw new ExtensionError("body-not-fetched");
          if (openMessages.size >= 8) throw new ExtensionError("busy");
          const handle = Services.uuid.generateUUID().toString();
          try {
            openMessages.set(handle, binary(rawStream(folder, header)));
          } catch (error) {
            console.error("Postwacht:", error);
            throw new ExtensionError("message-unreadable");
          }
          // An event page that dies in the middle of a message must not keep it open.
          context.callOnClose({ close: () => closeMessage(handle) });
          return handle;
        },

        async streamMessage(uri, key, timeoutMs) {
          fromBackgroundOnly();
          const folder = folderOf(uri);
          const header = headerOf(folder, key);
          if (!header) throw new ExtensionError("message-changed");
          if (Services.io.offline) throw new ExtensionError("offline");
          if (openMessages.size >= 8) throw new ExtensionError("busy");
          const stream = await streamed(folder.getUriForMsg(header), timeoutMs);
          const handle = Services.uuid.generateUUID().toString();
          openMessages.set(handle, binary(stream));
          context.callOnClose({ close: () => closeMessage(handle) });
          return handle;
        },

        async readPiece(handle, maxBytes) {
          const stream = openMessages.get(handle);
          if (!stream) throw new ExtensionError("bad-request");
          try {
            const { chunks, total } = readBytes(stream, maxBytes);
            return joined(chunks, total);
          } catch (error) {
            console.error("Postwacht:", error);
            throw new ExtensionError("message-unreadable");
          }
        },

        async closeMessage(handle) {
          closeMessage(handle);
        },

        async release(uri) {
          // A database that nobody holds is closed; without this a run over many folders keeps all of them.
          folderOf(uri).msgDatabase = null;
        },
      },
    };
  }
};
