/* This Source Code Form is subject to the terms of the Mozilla Public
 * License, v. 2.0. If a copy of the MPL was not distributed with this
 * file, You can obtain one at https://mozilla.org/MPL/2.0/. */

/* Files under folders that the user picked in the system's own dialog, and nowhere else.
   A path from a page is relative and has `/` between its names; it may not leave its root.
   Nothing here deletes a file, and nothing shortens one without having moved its end aside.
   Does not belong here: what is in the files. */

this.backupDisk = class extends ExtensionAPI {
  onShutdown(isAppShutdown) {
    if (!isAppShutdown) Services.obs.notifyObservers(null, "startupcache-invalidate");
  }

  getAPI(context) {
    const { ExtensionError } = ExtensionUtils;
    Cu.importGlobalProperties(["File", "TextEncoder"]);
    const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
    /* The picked folders live on this side only, as JSON: { id: path }. */
    const ROOTS_PREF = "extensions.postwacht.backupRoots";
    /* Folders that were picked to be read only: nothing can ever be written below them. */
    const READ_ROOTS_PREF = "extensions.postwacht.readRoots";
    const COPY_STEP = 4 * 1024 * 1024;
    /* Lies in every folder that was picked for backups. */
    const MARK = "postwacht-root.json";
    /* No step of ours keeps Thunderbird's main thread longer than this, in milliseconds. */
    const SLICE = 20;
    /* 153 has renamed it. */
    const clock = () => (ChromeUtils.now ? ChromeUtils.now() : Cu.now());
    /* The only files that may be written anew; all others only ever grow. */
    const REPLACEABLE = [MARK, "backup.json", "backup.previous.json", "lock.json", "report.html"];
    /* This runs again for every page and every start of the event page, so what must outlive one of them is
       kept on the instance. Per root: who may write, the end of its queue, and its mark at the last claim. */
    this.owners ??= new Map();
    this.queues ??= new Map();
    this.marks ??= new Map();
    this.hashes ??= new Map();
    const { owners, queues, marks, hashes } = this;
    let nextHash = 1;

    function readRoots(pref = ROOTS_PREF) {
      try {
        const roots = JSON.parse(Services.prefs.getStringPref(pref, "{}"));
        const proper = Object.entries(roots).filter(
          ([, path]) => typeof path == "string" && PathUtils.isAbsolute(path),
        );
        return Object.fromEntries(proper);
      } catch {
        // A damaged preference is no picked folder.
        return {};
      }
    }
    const writeRoots = (roots, pref = ROOTS_PREF) => {
      Services.prefs.setStringPref(pref, JSON.stringify(roots));
      Services.prefs.savePrefFile(null);
    };

    function fileAt(path) {
      const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
      file.initWithPath(path);
      return file;
    }

    const isReadRoot = (rootId) => Object.hasOwn(readRoots(READ_ROOTS_PREF), rootId);

    function rootPath(rootId) {
      const path = readRoots()[rootId] ?? readRoots(READ_ROOTS_PREF)[rootId];
      if (typeof path != "string") throw new ExtensionError("no-backup-folder");
      return path;
    }

    function normalised(path) {
      const file = fileAt(path);
      if (file.exists()) file.normalize();
      return file;
    }

    /* Profiles and mail folders: a backup inside one would be lost together with the mail, and a file written
       there could be a setting or a program. Read once a minute; the paths hardly ever change. */
    function forbiddenFolders() {
      if (Date.now() - (this.forbidden?.at ?? 0) < 60_000) return this.forbidden.folders;
      const { MailServices } = ChromeUtils.importESModule(
        "resource:///modules/MailServices.sys.mjs",
      );
      const profiles = Cc["@mozilla.org/toolkit/profile-service;1"].getService(
        Ci.nsIToolkitProfileService,
      ).profiles;
      const found = [
        Services.dirsvc.get("ProfD", Ci.nsIFile),
        Services.dirsvc.get("ProfLD", Ci.nsIFile),
      ];
      for (const profile of profiles) found.push(profile.rootDir, profile.localDir);
      const servers = [];
      for (const server of MailServices.accounts.allServers) {
        try {
          servers.push(server.localPath);
        } catch (error) {
          console.warn("Postwacht: an account without a folder", error);
        }
      }
      const all = (files) => files.filter(Boolean).map((file) => normalised(file.path));
      const [own, mail] = [all(found), all(servers)];
      const folders = [...own, ...mail];
      this.forbidden = { at: Date.now(), folders, profiles: own, servers: mail };
      return folders;
    }

    const refuseMailFolders = (path) => {
      const file = normalised(path);
      if (
        forbiddenFolders.call(this).some((folder) => folder.equals(file) || folder.contains(file))
      ) {
        throw new ExtensionError("backup-folder-refused");
      }
    };

    /* In a profile only mail may be read: `Mail` and `ImapMail`, and wherever an account's mail lies. Settings,
       passwords and programs are nobody's business. */
    const refuseAllButMail = (path) => {
      const file = normalised(path);
      const holds = (folder) => folder.equals(file) || folder.contains(file);
      if (!forbiddenFolders.call(this).some(holds)) return;
      const { profiles, servers } = this.forbidden;
      const stores = profiles.flatMap((folder) =>
        ["Mail", "ImapMail"].map((name) => fileAt(PathUtils.join(folder.path, name))),
      );
      if (![...stores, ...servers].some(holds)) throw new ExtensionError("backup-folder-refused");
    };

    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
    const BAD_NAME = /^\.{1,2}$|[. ]$|[\u0000-\u001f\u007f\\/:]/;

    /* The absolute path of a name under a root. Every existing part must be a real file or folder:
       a link could lead anywhere. */
    function resolve(rootId, path) {
      const names = path === "" ? [] : path.split("/");
      let full = rootPath(rootId);
      if (!fileAt(full).exists()) throw new ExtensionError("backup-folder-missing");
      for (const name of names) {
        if (name === "" || BAD_NAME.test(name)) throw new ExtensionError("bad-request");
        full = PathUtils.join(full, name);
        const file = fileAt(full);
        if (isLink(file)) throw new ExtensionError("bad-request");
        if (file.exists() && file.isSpecial()) throw new ExtensionError("bad-request");
      }
      if (isReadRoot(rootId)) refuseAllButMail(full);
      else refuseMailFolders(full);
      return full;
    }

    /* Like resolve, for a name that is to be written: never the root itself, and no hidden name, by which programs
       keep their settings and what they start. */
    function resolveFile(rootId, path) {
      if (path.split("/").some((name) => name === "" || name.startsWith("."))) {
        throw new ExtensionError("bad-request");
      }
      return resolve(rootId, path);
    }

    /* What the root's mark says, or null where it has none. */
    async function markOf(rootId) {
      const file = PathUtils.join(rootPath(rootId), MARK);
      return (await IOUtils.exists(file)) ? IOUtils.readUTF8(file) : null;
    }

    /* Mail is for its owner's eyes only. Some network shares keep no permissions; the bytes are there all the same. */
    async function makePrivate(full) {
      await IOUtils.setPermissions(full, 0o600, false).catch((error) =>
        console.warn("Postwacht: permissions not kept", error),
      );
    }

    /* Before the first byte: nobody else may read it meanwhile, nor after a crash in between. */
    async function beginPrivate(full) {
      if (!(await IOUtils.exists(full))) {
        await IOUtils.write(full, new Uint8Array(0), { mode: "create" });
      }
      await makePrivate(full);
    }

    async function sameBytes(one, offset, other, otherOffset, length) {
      const [a, b] = [
        await IOUtils.read(one, { offset, maxBytes: length }),
        await IOUtils.read(other, { offset: otherOffset, maxBytes: length }),
      ];
      return a.length == b.length && a.every((byte, i) => byte == b[i]);
    }

    function isLink(file) {
      try {
        return file.isSymlink();
      } catch {
        // What is not there is no link.
        return false;
      }
    }

    function diskError(error, otherwise) {
      if (error instanceof ExtensionError) return error;
      const text = String(error?.message ?? error);
      const full =
        error?.result === Cr.NS_ERROR_FILE_NO_DEVICE_SPACE ||
        /NO_DEVICE_SPACE|no space left/i.test(text);
      console.error("Postwacht:", error);
      return new ExtensionError(full ? "disk-full" : otherwise);
    }

    /* One change at a time under a root, in the order of the calls, and only by its owner of that moment. */
    function inQueue(rootId, owner, work) {
      const before = queues.get(rootId) ?? Promise.resolve();
      const mine = before.then(async () => {
        if (owners.get(rootId) !== owner) throw new ExtensionError("backup-folder-in-use");
        try {
          // Where a disk was unplugged its mount point may stay, as an empty folder of another disk.
          if ((await markOf(rootId)) !== marks.get(rootId)) {
            throw new ExtensionError("backup-folder-missing");
          }
          return await work();
        } catch (error) {
          throw diskError(error, "disk-write-failed");
        }
      });
      queues.set(
        rootId,
        mine.catch(() => {}),
      );
      return mine;
    }

    async function reading(work) {
      try {
        return await work();
      } catch (error) {
        throw diskError(error, "disk-read-failed");
      }
    }

    async function lengthOf(full) {
      return (await IOUtils.exists(full)) ? (await IOUtils.stat(full)).size : null;
    }

    const flushFile = (full) =>
      IOUtils.write(full, new Uint8Array(0), { mode: "append", flush: true });

    async function writeWhole(rootId, path, bytes) {
      const full = resolveFile(rootId, path);
      const tmpPath = resolveFile(rootId, `${path}.tmp`);
      await beginPrivate(tmpPath);
      await IOUtils.write(full, bytes, { tmpPath, flush: true });
      // Once more, under its new name: on most disks this is what makes the renaming itself last.
      await flushFile(full);
    }

    function pick(title, mode = "modeGetFolder") {
      const picker = Cc["@mozilla.org/filepicker;1"].createInstance(Ci.nsIFilePicker);
      const window = Services.wm.getMostRecentWindow("mail:3pane");
      if (!window) throw new ExtensionError("internal");
      picker.init(window.browsingContext, title, Ci.nsIFilePicker[mode]);
      if (mode == "modeOpen") picker.appendFilters(Ci.nsIFilePicker.filterAll);
      return new Promise((resolve) =>
        picker.open((result) => resolve(result == Ci.nsIFilePicker.returnOK ? picker.file : null)),
      );
    }

    return {
      backupDisk: {
        async pickFolder(title) {
          const folder = await pick(title);
          if (!folder) return null;
          const path = normalised(folder.path).path;
          refuseMailFolders(path);
          const roots = readRoots();
          const taken = Object.entries(roots).find(([, known]) => known == path);
          const id = taken?.[0] ?? Services.uuid.generateUUID().toString().slice(1, -1);
          writeRoots({ ...roots, [id]: path });
          return { rootId: id, path, isNew: !taken };
        },

        async pickToRead(title, kind) {
          const picked = await pick(title, kind == "file" ? "modeOpen" : "modeGetFolder");
          if (!picked) return null;
          const file = normalised(picked.path);
          const folder = kind == "file" ? file.parent : file;
          refuseAllButMail(folder.path);
          const id = Services.uuid.generateUUID().toString().slice(1, -1);
          writeRoots({ ...readRoots(READ_ROOTS_PREF), [id]: folder.path }, READ_ROOTS_PREF);
          return { rootId: id, path: folder.path, file: kind == "file" ? file.leafName : null };
        },

        async roots() {
          // A network share that has gone may not answer for minutes; it counts as not reachable meanwhile.
          const late = () => new Promise((answer) => setTimeout(() => answer(false), 2000));
          return Promise.all(
            Object.entries(readRoots()).map(async ([rootId, path]) => ({
              rootId,
              path,
              reachable: await Promise.race([IOUtils.exists(path), late()]),
            })),
          );
        },

        async forgetRoot(rootId) {
          for (const pref of [ROOTS_PREF, READ_ROOTS_PREF]) {
            const { [rootId]: forgotten, ...others } = readRoots(pref);
            if (forgotten !== undefined) writeRoots(others, pref);
          }
        },

        async claim(rootId) {
          rootPath(rootId);
          if (isReadRoot(rootId)) throw new ExtensionError("bad-request");
          const owner = Services.uuid.generateUUID().toString();
          // What an earlier owner has already begun is finished first; what it sends later is refused.
          owners.set(rootId, owner);
          await queues.get(rootId);
          marks.set(rootId, await reading(() => markOf(rootId)));
          return owner;
        },

        async list(rootId, path) {
          return reading(async () => {
            const full = resolve(rootId, path);
            if (!(await IOUtils.exists(full))) return [];
            const found = [];
            for (const child of await IOUtils.getChildren(full)) {
              // A link is nothing of ours, and a file may go while we look.
              if (isLink(fileAt(child)) || !(await IOUtils.exists(child))) continue;
              const { type, size } = await IOUtils.stat(child);
              found.push({
                name: PathUtils.filename(child),
                folder: type == "directory",
                length: size,
              });
            }
            return found;
          });
        },

        async makeFolder(rootId, owner, path, mustBeNew) {
          return inQueue(rootId, owner, async () => {
            const full = resolveFile(rootId, path);
            const options = { createAncestors: true, permissions: 0o700 };
            try {
              await IOUtils.makeDirectory(full, { ...options, ignoreExisting: !mustBeNew });
            } catch (error) {
              // Another computer on the same network folder was first.
              if (mustBeNew && (await IOUtils.exists(full))) {
                throw new ExtensionError("backup-folder-in-use");
              }
              throw error;
            }
          });
        },

        async append(rootId, owner, path, atLength, bytes) {
          return inQueue(rootId, owner, async () => {
            const full = resolveFile(rootId, path);
            if (((await lengthOf(full)) ?? 0) !== atLength) {
              throw new ExtensionError("backup-folder-in-use");
            }
            if (atLength == 0) await beginPrivate(full);
            await IOUtils.write(full, new Uint8Array(bytes), { mode: "appendOrCreate" });
          });
        },

        async flush(rootId, owner, path) {
          return inQueue(rootId, owner, () => flushFile(resolveFile(rootId, path)));
        },

        async length(rootId, path) {
          return reading(() => lengthOf(resolve(rootId, path)));
        },

        async readRange(rootId, path, offset, maxBytes) {
          return reading(async () => {
            const bytes = await IOUtils.read(resolve(rootId, path), { offset, maxBytes });
            return bytes.byteLength == bytes.buffer.byteLength
              ? bytes.buffer
              : bytes.slice().buffer;
          });
        },

        async openFile(rootId, path) {
          return reading(() => File.createFromFileName(resolveFile(rootId, path)));
        },

        async replace(rootId, owner, path, bytes, previousPath) {
          return inQueue(rootId, owner, async () => {
            for (const one of [path, ...(previousPath ? [previousPath] : [])]) {
              if (!REPLACEABLE.includes(one.split("/").at(-1)))
                throw new ExtensionError("bad-request");
            }
            const full = resolveFile(rootId, path);
            if (previousPath && (await IOUtils.exists(full))) {
              // A copy, not a rename: at no moment is there no file under the right name.
              await writeWhole(rootId, previousPath, await IOUtils.read(full));
            }
            await writeWhole(rootId, path, new Uint8Array(bytes));
            if (path === MARK) marks.set(rootId, await markOf(rootId));
          });
        },

        async moveTail(rootId, owner, path, offset, tailPath) {
          return inQueue(rootId, owner, async () => {
            const full = resolveFile(rootId, path);
            const tail = resolveFile(rootId, tailPath);
            const length = (await lengthOf(full)) ?? 0;
            if (length < offset || (await IOUtils.exists(tail)))
              throw new ExtensionError("bad-request");
            for (let at = offset; at < length; at += COPY_STEP) {
              const bytes = await IOUtils.read(full, { offset: at, maxBytes: COPY_STEP });
              if (at == offset) await beginPrivate(tail);
              await IOUtils.write(tail, bytes, { mode: "appendOrCreate", flush: true });
              if (!(await sameBytes(full, at, tail, at - offset, COPY_STEP))) {
                throw new Error("the tail is not the same");
              }
            }
            if ((await lengthOf(tail)) !== length - offset)
              throw new Error("the tail is not whole");
            fileAt(full).fileSize = offset;
            await flushFile(full);
          });
        },

        /* Has every process but the main one collect its garbage, the add-on's among them. */
        async collectGarbage() {
          Services.obs.notifyObservers(null, "child-gc-request");
        },

        /* SHA-256 of bytes that come in pieces: WebCrypto wants them all at once, and JavaScript's own is two
           hundred times slower where a system's Thunderbird has its compiler switched off, as Debian's has. */
        async hashBegin() {
          const hash = Cc["@mozilla.org/security/hash;1"].createInstance(Ci.nsICryptoHash);
          hash.init(Ci.nsICryptoHash.SHA256);
          const handle = `${context.contextId}/${nextHash++}`;
          if (hashes.size >= 16) throw new ExtensionError("busy");
          hashes.set(handle, hash);
          context.callOnClose({ close: () => hashes.delete(handle) });
          return handle;
        },

        async hashUpdate(handles, bytes) {
          const found = handles.map((handle) => hashes.get(handle));
          if (found.includes(undefined)) throw new ExtensionError("bad-request");
          for (const hash of found) hash.update(new Uint8Array(bytes), bytes.byteLength);
        },

        async hashEnd(handle) {
          const hash = hashes.get(handle);
          if (!hash) throw new ExtensionError("bad-request");
          hashes.delete(handle);
          const digest = hash.finish(false);
          return Array.from(digest, (character) =>
            character.charCodeAt(0).toString(16).padStart(2, "0"),
          ).join("");
        },

        /* For each line of a text the SHA-256 of the hash before it, as hexadecimal digits, and the line: in order,
           so that none of it can be done beside another, and a call for each would take ten times as long. */
        async hashChain(start, text) {
          const hash = Cc["@mozilla.org/security/hash;1"].createInstance(Ci.nsICryptoHash);
          const encoder = new TextEncoder();
          const found = [];
          let [last, end] = [start, clock() + SLICE];
          for (const line of text.split("\n")) {
            const bytes = encoder.encode(last + line);
            hash.init(Ci.nsICryptoHash.SHA256);
            hash.update(bytes, bytes.length);
            last = Uint8Array.fromBase64(hash.finish(true)).toHex();
            found.push(last);
            if (clock() < end) continue;
            await new Promise((resolve) => setTimeout(resolve, 0));
            end = clock() + SLICE;
          }
          return found.join("\n");
        },

        async profileMark() {
          const place = `${Services.dns.myHostName}\n${PathUtils.profileDir}`;
          const bytes = Array.from(place, (character) => character.charCodeAt(0) & 0xff);
          const hash = Cc["@mozilla.org/security/hash;1"].createInstance(Ci.nsICryptoHash);
          hash.init(Ci.nsICryptoHash.SHA256);
          hash.update(bytes, bytes.length);
          return hash.finish(true);
        },

        async freeSpace(rootId) {
          return reading(async () => fileAt(resolve(rootId, "")).diskSpaceAvailable);
        },

        async onProfileDisk(rootId) {
          return reading(async () => {
            const [root, profile] = [fileAt(resolve(rootId, "")), fileAt(PathUtils.profileDir)];
            // Thunderbird tells no device numbers; two disks of the same size with as much free space are one.
            return (
              root.diskCapacity == profile.diskCapacity &&
              Math.abs(root.diskSpaceAvailable - profile.diskSpaceAvailable) < 1024 * 1024
            );
          });
        },

        async show(rootId, path) {
          fileAt(resolve(rootId, path)).reveal();
        },
      },
    };
  }
};
