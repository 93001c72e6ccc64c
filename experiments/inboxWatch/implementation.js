/* This Source Code Form is subject to the terms of the Mozilla Public
 * License, v. 2.0. If a copy of the MPL was not distributed with this
 * file, You can obtain one at https://mozilla.org/MPL/2.0/. */

/* Which messages left an IMAP Inbox because of something done in this Thunderbird, and the dates of its rows.
   Reads only; the one thing it writes is a preference of its own, in which the UIDs outlive a restart.
   Does not belong here: what it means that a message left. */

const PREF = "extensions.postwacht.putAway";
/* More UIDs than this are not kept: then nobody watched, which is the truth. */
const MOST_KEYS = 2000;

this.inboxWatch = class extends ExtensionAPI {
  static onUninstall() {
    Services.prefs.clearUserPref(PREF);
  }

  onShutdown(isAppShutdown) {
    this.stopWatching?.();
    if (isAppShutdown) {
      this.keep?.(true);
      return;
    }
    // While the add-on is off nobody watches.
    Services.prefs.clearUserPref(PREF);
    Services.obs.notifyObservers(null, "startupcache-invalidate");
  }

  getAPI() {
    const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
    const { ExtensionError } = ExtensionUtils;
    if (!this.stopWatching) this.watch(MailServices);
    const { inboxes, keep } = this;

    function inboxOf(uri) {
      const folder = MailServices.folderLookup.getFolderForURL(uri);
      if (folder?.server?.type != "imap") throw new ExtensionError("folder-gone");
      return folder;
    }

    function headerOf(folder, key) {
      try {
        return folder.GetMessageHeader(key);
      } catch {
        return null;
      }
    }

    return {
      inboxWatch: {
        async dates(uri, keys) {
          const folder = inboxOf(uri);
          return keys.map((key) => {
            const header = headerOf(folder, key);
            // When the mail server received it, where Thunderbird knows; else when it was written.
            return header?.getUint32Property("dateReceived") || header?.dateInSeconds || 0;
          });
        },

        async putAway(uri) {
          const folder = inboxOf(uri);
          const keys = inboxes.get(uri) ?? null;
          // A move is told before its message leaves the list, so some are asked for once more.
          inboxes.set(
            uri,
            (keys ?? []).filter((key) => headerOf(folder, key)),
          );
          keep(false);
          return { keys };
        },

        async startedAt() {
          return Services.startup.getStartupInfo().process.getTime();
        },
      },
    };
  }

  /* Keeps `inboxes`: folder URI -> UIDs put away here since it was last asked. A URI that is not in it was not
     watched all the time. The preference says `whole` only between a proper end and the next start. */
  watch(MailServices) {
    this.inboxes = new Map();
    const { inboxes } = this;
    try {
      const kept = JSON.parse(Services.prefs.getStringPref(PREF, "{}"));
      if (kept.whole) {
        for (const [uri, keys] of Object.entries(kept.inboxes)) inboxes.set(uri, keys);
      }
    } catch (error) {
      console.error("Postwacht:", error);
    }
    this.keep = (whole) => {
      const text = JSON.stringify({ whole, inboxes: Object.fromEntries(inboxes) });
      Services.prefs.setStringPref(PREF, text);
    };
    this.keep(false);
    // Should Thunderbird come down, the file must not say that everything was seen.
    Services.prefs.savePrefFile(null);

    const isInbox = (folder) =>
      folder?.server?.type == "imap" && Boolean(folder.flags & Ci.nsMsgFolderFlags.Inbox);

    const add = (folder, keys) => {
      const known = inboxes.get(folder.URI);
      if (!known) return;
      if (known.length + keys.length > MOST_KEYS) inboxes.delete(folder.URI);
      else known.push(...keys);
    };

    /* `msgsDeleted` comes for a deletion here and for what the server no longer has. Only a deletion here is
       followed by the folder's own event, within the same call (nsImapMailFolder::DeleteMessages). */
    let pending = null;
    const messages = {
      msgsDeleted(headers) {
        const folder = headers[0]?.folder;
        if (!isInbox(folder)) return;
        // What was marked as deleted before it went was somebody's wish, here or on another device.
        const marked = headers.filter(({ flags }) => flags & Ci.nsMsgMessageFlags.IMAPDeleted);
        add(
          folder,
          marked.map(({ messageKey }) => messageKey),
        );
        const mine = { folder, keys: headers.map(({ messageKey }) => messageKey) };
        pending = mine;
        Services.tm.dispatchToMainThread(() => {
          if (pending == mine) pending = null;
        });
      },
      msgsMoveCopyCompleted(move, headers) {
        const folder = headers[0]?.folder;
        if (!move || !isInbox(folder)) return;
        add(
          folder,
          headers.map(({ messageKey }) => messageKey),
        );
      },
    };
    const events = {
      QueryInterface: ChromeUtils.generateQI(["nsIFolderListener"]),
      onFolderEvent(folder, event) {
        if (String(event) != "DeleteOrMoveMsgCompleted" || pending?.folder.URI != folder.URI)
          return;
        add(pending.folder, pending.keys);
        pending = null;
      },
    };
    const { mfn } = MailServices;
    mfn.addListener(messages, mfn.msgsDeleted | mfn.msgsMoveCopyCompleted);
    MailServices.mailSession.AddFolderListener(events, Ci.nsIFolderListener.event);
    this.stopWatching = () => {
      mfn.removeListener(messages);
      MailServices.mailSession.RemoveFolderListener(events);
    };
  }
};
