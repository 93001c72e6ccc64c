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

  getAPI() {
    const { ExtensionError } = ExtensionUtils;
    /* The picked folders live on this side only, as JSON: { id: path }. */
    const ROOTS_PREF = "extensions.postwacht.backupRoots";
    const COPY_STEP = 4 * 1024 * 1024;
    /* Per root: who may write, and the end of its queue. */
    const owners = new Map();
    const queues = new Map();

    const readRoots = () => JSON.parse(Services.prefs.getStringPref(ROOTS_PREF, "{}"));
    const writeRoots = (roots) => {
      Services.prefs.setStringPref(ROOTS_PREF, JSON.stringify(roots));
      Services.prefs.savePrefFile(null);
    };

    function fileAt(path) {
      const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
      file.initWithPath(path);
      return file;
    }

    function rootPath(rootId) {
      const path = readRoots()[rootId];
      if (typeof path != "string") throw new ExtensionError("no-backup-folder");
      return path;
    }

    function isUnder(path, folder) {
      const inside = fileAt(path);
      const outside = fileAt(folder);
      for (const file of [inside, outside]) if (file.exists()) file.normalize();
      return inside.equals(outside) || outside.contains(inside);
    }

    /* A backup inside a profile or a mail folder would be lost, or synchronised, together with the mail. */
    function refuseMailFolders(path) {
      const { MailServices } = ChromeUtils.importESModule(
        "resource:///modules/MailServices.sys.mjs",
      );
      const forbidden = [
        PathUtils.profileDir,
        Services.dirsvc.get("ProfLD", Ci.nsIFile).path,
        ...MailServices.accounts.allServers.map((server) => server.localPath?.path).filter(Boolean),
      ];
      if (forbidden.some((folder) => isUnder(path, folder))) {
        throw new ExtensionError("backup-folder-refused");
      }
    }

    /* The absolute path of a name under a root. Every existing part must be a real file or folder:
       a link could lead anywhere. */
    function resolve(rootId, path) {
      const names = path === "" ? [] : path.split("/");
      let full = rootPath(rootId);
      if (!fileAt(full).exists()) throw new ExtensionError("backup-folder-missing");
      for (const name of names) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
        if (name === "" || name === "." || name === ".." || /[\u0000-\u001f\\:]/.test(name)) {
          throw new ExtensionError("bad-request");
        }
        full = PathUtils.join(full, name);
        const file = fileAt(full);
        if (isLink(file)) throw new ExtensionError("bad-request");
        if (file.exists() && file.isSpecial()) throw new ExtensionError("bad-request");
      }
      return full;
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
        error?.result == Cr.NS_ERROR_FILE_NO_DEVICE_SPACE ||
        error?.result == Cr.NS_ERROR_FILE_DISK_FULL ||
        /NO_DEVICE_SPACE|DISK_FULL|no space/i.test(text);
      console.error("Postwacht:", error);
      return new ExtensionError(full ? "disk-full" : otherwise);
    }

    /* One change at a time under a root, in the order of the calls, and only by its owner of that moment. */
    function inQueue(rootId, owner, work) {
      const before = queues.get(rootId) ?? Promise.resolve();
      const mine = before.then(async () => {
        if (owners.get(rootId) !== owner) throw new ExtensionError("backup-folder-in-use");
        try {
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

    function pick(title) {
      const picker = Cc["@mozilla.org/filepicker;1"].createInstance(Ci.nsIFilePicker);
      const window = Services.wm.getMostRecentWindow("mail:3pane");
      picker.init(window.browsingContext, title, Ci.nsIFilePicker.modeGetFolder);
      return new Promise((resolve) =>
        picker.open((result) => resolve(result == Ci.nsIFilePicker.returnOK ? picker.file : null)),
      );
    }

    return {
      backupDisk: {
        async pickFolder(title) {
          const folder = await pick(title);
          if (!folder) return null;
          refuseMailFolders(folder.path);
          const roots = readRoots();
          const taken = Object.entries(roots).find(([, path]) => path == folder.path);
          const id = taken?.[0] ?? Services.uuid.generateUUID().toString().slice(1, -1);
          writeRoots({ ...roots, [id]: folder.path });
          return { rootId: id, path: folder.path };
        },

        async roots() {
          return Object.entries(readRoots()).map(([rootId, path]) => ({
            rootId,
            path,
            reachable: fileAt(path).exists(),
          }));
        },

        async forgetRoot(rootId) {
          const { [rootId]: _forgotten, ...others } = readRoots();
          writeRoots(others);
        },

        async claim(rootId) {
          rootPath(rootId);
          const owner = Services.uuid.generateUUID().toString();
          // What an earlier owner has already begun is finished first; what it sends later is refused.
          owners.set(rootId, owner);
          await queues.get(rootId);
          return owner;
        },

        async list(rootId, path) {
          return reading(async () => {
            const full = resolve(rootId, path);
            if (!(await IOUtils.exists(full))) return [];
            const children = await IOUtils.getChildren(full);
            return Promise.all(
              children.map(async (child) => {
                const { type, size } = await IOUtils.stat(child);
                return {
                  name: PathUtils.filename(child),
                  folder: type == "directory",
                  length: size,
                };
              }),
            );
          });
        },

        async makeFolder(rootId, owner, path) {
          return inQueue(rootId, owner, () =>
            IOUtils.makeDirectory(resolve(rootId, path), {
              createAncestors: true,
              ignoreExisting: true,
              permissions: 0o700,
            }),
          );
        },

        async append(rootId, owner, path, atLength, bytes) {
          return inQueue(rootId, owner, async () => {
            const full = resolve(rootId, path);
            if (((await lengthOf(full)) ?? 0) !== atLength) {
              throw new ExtensionError("backup-folder-in-use");
            }
            await IOUtils.write(full, new Uint8Array(bytes), { mode: "appendOrCreate" });
            // Mail is for its owner's eyes only.
            if (atLength == 0) await IOUtils.setPermissions(full, 0o600, false);
          });
        },

        async flush(rootId, owner, path) {
          return inQueue(rootId, owner, () =>
            IOUtils.write(resolve(rootId, path), new Uint8Array(0), {
              mode: "append",
              flush: true,
            }),
          );
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

        async replace(rootId, owner, path, bytes, previousPath) {
          return inQueue(rootId, owner, async () => {
            const full = resolve(rootId, path);
            const options = { tmpPath: resolve(rootId, `${path}.tmp`), flush: true };
            if (previousPath && (await IOUtils.exists(full))) {
              // A copy, not a rename: at no moment is there no file under the right name.
              const previous = resolve(rootId, previousPath);
              const old = await IOUtils.read(full);
              await IOUtils.write(previous, old, {
                tmpPath: resolve(rootId, `${previousPath}.tmp`),
                flush: true,
              });
              await IOUtils.setPermissions(previous, 0o600, false);
            }
            await IOUtils.write(full, new Uint8Array(bytes), options);
            await IOUtils.setPermissions(full, 0o600, false);
          });
        },

        async moveTail(rootId, owner, path, offset, tailPath) {
          return inQueue(rootId, owner, async () => {
            const full = resolve(rootId, path);
            const tail = resolve(rootId, tailPath);
            if (await IOUtils.exists(tail)) throw new ExtensionError("bad-request");
            const length = await lengthOf(full);
            for (let at = offset; at < length; at += COPY_STEP) {
              const bytes = await IOUtils.read(full, { offset: at, maxBytes: COPY_STEP });
              await IOUtils.write(tail, bytes, { mode: "appendOrCreate", flush: true });
            }
            if ((await lengthOf(tail)) !== length - offset)
              throw new Error("the tail is not whole");
            fileAt(full).fileSize = offset;
          });
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
