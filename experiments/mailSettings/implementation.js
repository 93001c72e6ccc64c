/* This Source Code Form is subject to the terms of the Mozilla Public
 * License, v. 2.0. If a copy of the MPL was not distributed with this
 * file, You can obtain one at https://mozilla.org/MPL/2.0/. */

/* What Thunderbird knows about the settings of an account, and what is on its server.
   Belongs here: reading effective values, identities, filters, what POP remembers, the disk, the list of
   folders on the server, opening account settings, and writing one value that the list below allows.
   Does not belong here: any opinion about a value. */

this.mailSettings = class extends ExtensionAPI {
  onShutdown(isAppShutdown) {
    if (!isAppShutdown) Services.obs.notifyObservers(null, "startupcache-invalidate");
  }

  getAPI(context) {
    const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
    const { setTimeout, clearTimeout } = ChromeUtils.importESModule(
      "resource://gre/modules/Timer.sys.mjs",
    );
    const { ExtensionError } = ExtensionUtils;

    /* The account settings pages that a finding may lead to. */
    const PAGES = ["am-main.xhtml", "am-server.xhtml", "am-offline.xhtml", "am-copies.xhtml"];

    /* Settings by their preference name under mail.server.<key>; reading these has no side effect, whatever
       the type of the server. A house test holds the lists against src/core/checkup/server-settings.ts. */
    const BOOLEANS = [
      "leave_on_server",
      "delete_by_age_from_server",
      "delete_mail_left_on_server",
      "headers_only",
      "download_on_biff",
      "limit_offline_message_size",
      "check_new_mail",
      "login_at_startup",
      "offline_download",
      "autosync_offline_stores",
      "cleanup_inbox_on_exit",
      "using_subscription",
      "is_gmail",
      "empty_trash_on_exit",
      "purgeSpam",
      "applyToFlaggedMessages",
    ];
    const NUMBERS = [
      "num_days_to_leave_on_server",
      "max_size",
      "check_time",
      "autosync_max_age_days",
      "delete_model",
      "dup_action",
      "purgeSpamInterval",
      "retainBy",
      "daysToKeepHdrs",
      "numHdrsToKeep",
    ];
    const TEXTS = ["deferred_to_account"];

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

    /* 153 renamed hostName to hostname. */
    const hostOf = (server) => server.hostname ?? server.hostName;

    function baseDomainOf(host) {
      try {
        return Services.eTLD.getBaseDomainFromHost(host);
      } catch {
        // An IP address or a single label has no registrable domain.
        return host;
      }
    }

    function describe(server) {
      const facts = {
        type: server.type,
        user: server.username,
        host: hostOf(server),
        baseDomain: baseDomainOf(hostOf(server)),
        locked: [],
        booleans: {},
        numbers: {},
        texts: {},
        store: server.msgStore.storeType,
        folderPath: server.localPath.path,
      };
      for (const name of [...BOOLEANS, ...NUMBERS, ...TEXTS]) {
        if (Services.prefs.prefIsLocked(`mail.server.${server.key}.${name}`)) {
          facts.locked.push(name);
        }
      }
      for (const name of BOOLEANS) facts.booleans[name] = server.getBoolValue(name);
      for (const name of NUMBERS) facts.numbers[name] = server.getIntValue(name);
      for (const name of TEXTS) facts.texts[name] = server.getStringValue(name);
      return facts;
    }

    /* The account and the path of the folder that a URI names; the folder need not exist. A URI of no account
       keeps its text, so that it can be shown. */
    function placeOf(uri) {
      for (const account of MailServices.accounts.accounts) {
        const root = rootOf(account);
        if (!root || !uri.startsWith(`${root.URI}/`)) continue;
        const folder = MailServices.folderLookup.getFolderForURL(uri);
        const imap = root.server.type == "imap" && folder?.QueryInterface(Ci.nsIMsgImapMailFolder);
        return {
          account: account.key,
          path: imap?.onlineName || uri.slice(root.URI.length + 1),
        };
      }
      return { account: null, path: uri };
    }

    /* One broken account must not keep the others from being found. */
    function rootOf(account) {
      try {
        return account.incomingServer?.rootFolder ?? null;
      } catch {
        return null;
      }
    }

    /* Where Thunderbird itself would put copies of an identity that names no folder. By type and not by the
       server's own word for it, because that asks a POP server for `deferredToAccount`. */
    function defaultPlace(account, flag, name) {
      const server = account.incomingServer;
      const own =
        server.type == "pop3"
          ? !server.getStringValue("deferred_to_account")
          : server.defaultCopiesAndFoldersPrefsToServer;
      const root = (own ? server : MailServices.accounts.localFoldersServer).rootFolder;
      return placeOf(root.getFolderWithFlags(flag)?.URI ?? `${root.URI}/${name}`);
    }

    function describeIdentity(account, identity) {
      const { SentMail, Archive } = Ci.nsMsgFolderFlags;
      const { fccFolderURI, archivesFolderURI } = identity;
      const sent = fccFolderURI ? placeOf(fccFolderURI) : defaultPlace(account, SentMail, "Sent");
      const archive = archivesFolderURI
        ? placeOf(archivesFolderURI)
        : defaultPlace(account, Archive, "Archives");
      return {
        email: identity.email ?? "",
        keepsSent: identity.doFcc,
        sentAccount: sent.account,
        sentPath: sent.path,
        archives: identity.archiveEnabled,
        archiveAccount: archive.account,
        archivePath: archive.path,
      };
    }

    /* What an enabled filter does that removes mail; null where it removes none. */
    function deletingAction(filter) {
      const { Delete, DeleteFromPop3Server } = Ci.nsMsgFilterAction;
      const types = filter.sortedActionList.map(({ type }) => type);
      if (types.includes(DeleteFromPop3Server)) return "delete-from-server";
      return types.includes(Delete) ? "delete" : null;
    }

    function deletingFilters(server) {
      if (!server.canHaveFilters) return [];
      const file = server.rootFolder.filePath.clone();
      file.append("msgFilterRules.dat");
      // Asking for the list of a server without one would make an empty file.
      const list = file.exists() ? server.getFilterList(null) : null;
      const found = [];
      for (let i = 0; i < (list?.filterCount ?? 0); i++) {
        const filter = list.getFilterAt(i);
        const action = filter.enabled && !filter.temporary ? deletingAction(filter) : null;
        if (action) found.push({ name: filter.filterName, action });
      }
      return found;
    }

    /* Free bytes for what stands in a folder, or would stand there. */
    function freeBytes(folder) {
      let file = folder;
      while (!file.exists() && file.parent) file = file.parent;
      return file.diskSpaceAvailable;
    }

    /* A token for mail: the same user may have one that is for a calendar only. */
    async function hasSignInToken(server) {
      const logins = await Services.logins.getAllLogins();
      return logins.some(
        (login) =>
          login.origin.startsWith("oauth://") &&
          login.username == server.username &&
          /mail|imap/i.test(login.httpRealm ?? ""),
      );
    }

    /* Two listings of one server at once would take each other's listener away: they share one. */
    this.listings ??= new Map();
    const { listings } = this;

    /* What stands between the levels of the server's names. Thunderbird's list of them always has a slash. */
    function delimiterOf(server) {
      const inbox = server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
      const delimiter = inbox?.QueryInterface(Ci.nsIMsgImapMailFolder).hierarchyDelimiter;
      // "^" is Thunderbird's word for "not known yet".
      return !delimiter || delimiter == "^" ? "/" : delimiter;
    }

    /* A path of Thunderbird's list as the server spells it (nsImapUrl::AllocateServerPath): where the server's
       delimiter is another one, a slash in a name stands there as "^", and "^" as "^^". */
    const asOnServer = (path, delimiter) =>
      delimiter == "/"
        ? path
        : path
            .replaceAll("/", delimiter)
            .replace(/\^(\^?)/g, (_all, second) => (second ? "^" : "/"));

    function listServerFolders(server, timeoutMs) {
      const running = listings.get(server.key);
      if (running) return running;
      const listing = startListing(server, timeoutMs).finally(() => listings.delete(server.key));
      listings.set(server.key, listing);
      return listing;
    }

    async function startListing(server, timeoutMs) {
      if (Services.io.offline) throw new ExtensionError("offline");
      const subscribable = server.QueryInterface(Ci.nsISubscribableServer);
      const { promise, resolve, reject } = Promise.withResolvers();
      const timer = setTimeout(() => reject(new ExtensionError("server-silent")), timeoutMs);
      let delimiter = "/";
      const walk = (parent) =>
        subscribable.getChildURIs(parent).flatMap((path) => [
          {
            path: asOnServer(path, delimiter),
            subscribed: subscribable.isSubscribed(path),
            selectable: subscribable.isSubscribable(path),
          },
          // In 140 getChildURIs throws for a folder without children.
          ...(subscribable.hasChildren(path) ? walk(path) : []),
        ]);
      try {
        subscribable.subscribeListener = {
          QueryInterface: ChromeUtils.generateQI(["nsISubscribeListener"]),
          OnItemAdded() {},
          OnItemRemoved() {},
          OnDonePopulating: () => resolve(),
        };
        subscribable.startPopulating(null, true, false);
        await promise;
        // Not known before Thunderbird has connected.
        delimiter = delimiterOf(server);
        // A server that did not answer has no folders, and in 140 asking for them throws.
        const folders = subscribable.hasChildren("") ? walk("") : [];
        return { delimiter, folders };
      } finally {
        clearTimeout(timer);
        subscribable.subscribeCleanup();
      }
    }

    /* --- Writing --- */

    const on = (value) => value === true;
    const off = (value) => value === false;
    const either = (value) => typeof value == "boolean";
    const within = (least, most) => (value) =>
      Number.isInteger(value) && value >= least && value <= most;
    const leavesNothing = (server) => !server.getBoolValue("leave_on_server");

    /* Every setting that may be written: the attribute that also brings the running server up to date, and
       which values. `keeps` removes no mail by itself; `deletes` does, and is taken only with `deleting`. */
    const WRITABLE = {
      leave_on_server: { attribute: "leaveMessagesOnServer", keeps: on, deletes: off },
      delete_by_age_from_server: {
        attribute: "deleteByAgeFromServer",
        // Where nothing is left on the server there is nothing that the rule could remove.
        keeps: (value, server) => off(value) || (on(value) && leavesNothing(server)),
        deletes: on,
      },
      num_days_to_leave_on_server: {
        attribute: "numDaysToLeaveOnServer",
        // Zero is "never" and below zero is "at once": only from the latter any number is a raise.
        keeps: (value, server) => {
          const now = server.getIntValue("num_days_to_leave_on_server");
          const raised = now != 0 && value >= now;
          return within(1, 36_500)(value) && (raised || leavesNothing(server) || !ages(server));
        },
        deletes: within(0, 36_500),
      },
      delete_mail_left_on_server: { attribute: "deleteMailLeftOnServer", keeps: either },
      headers_only: { attribute: "headersOnly", keeps: either },
      download_on_biff: { attribute: "downloadOnBiff", keeps: either },
      check_new_mail: { attribute: "doBiff", keeps: either },
      login_at_startup: { attribute: "loginAtStartUp", keeps: either },
      check_time: { attribute: "biffMinutes", keeps: within(0, 100_000) },
      limit_offline_message_size: { attribute: "limitOfflineMessageSize", keeps: either },
      offline_download: { attribute: "offlineDownload", keeps: either },
      autosync_offline_stores: { attribute: "autoSyncOfflineStores", keeps: either },
      autosync_max_age_days: {
        attribute: "autoSyncMaxAgeDays",
        keeps: (value) => value === -1,
        deletes: within(1, 36_500),
      },
      delete_model: {
        attribute: "deleteModel",
        // Out of "mark it as deleted" Thunderbird would wipe from the server what is marked.
        keeps: (value, server) =>
          within(0, 2)(value) &&
          !(server.type == "imap" && server.getIntValue("delete_model") == 0),
      },
      cleanup_inbox_on_exit: { attribute: "cleanupInboxOnExit", keeps: either },
      empty_trash_on_exit: { attribute: "emptyTrashOnExit", keeps: either },
      dup_action: { attribute: "incomingDuplicateAction", keeps: within(0, 3) },
      purgeSpam: { write: writeJunkPurge, keeps: either },
      retainBy: {
        write: writeRetention,
        keeps: (value) => value === 1,
        // With no number of days, or none of messages, Thunderbird would delete everything at once.
        deletes: (value, server) =>
          (value === 2 && server.getIntValue("daysToKeepHdrs") > 0) ||
          (value === 3 && server.getIntValue("numHdrsToKeep") > 0),
      },
    };

    const ages = (server) => server.getBoolValue("delete_by_age_from_server");

    /* Thunderbird keeps a copy of the junk settings, which its own settings page renews in the same way. */
    function writeJunkPurge(server, value) {
      server.setBoolValue("purgeSpam", value);
      server.spamSettings.initialize(server);
    }

    function writeRetention(server, value) {
      const retention = server.retentionSettings;
      retention.retainByPreference = value;
      server.retentionSettings = retention;
    }

    /* Without this the attributes of a protocol cannot be written (C++) or are not there at all (140). */
    function asItsType(server) {
      const types = {
        pop3: Ci.nsIPop3IncomingServer,
        imap: Ci.nsIImapIncomingServer,
        ews: Ci.IExchangeIncomingServer,
      };
      return types[server.type] ? server.QueryInterface(types[server.type]) : server;
    }

    const effective = (server, name) =>
      BOOLEANS.includes(name) ? server.getBoolValue(name) : server.getIntValue(name);

    /* Account Settings keeps the values of its page in a form and writes all of them at the next change of any:
       an open one would write the old value back. It is filled anew as it is when another account is chosen;
       the tab is not brought to the front. */
    function renewOpenSettings(server) {
      for (const window of Services.wm.getEnumerator("mail:3pane")) {
        for (const { browser: tab } of window.document.getElementById("tabmail")?.tabInfo ?? []) {
          if (tab?.currentURI?.spec != "about:accountsettings") continue;
          const page = tab.contentWindow;
          try {
            if (page.gSubDialog?.hasDialogs) page.gSubDialog.abortDialogs();
            page.accountArray = {};
            if (page.currentPageId && page.currentAccount?.incomingServer.key == server.key) {
              page.restorePage(page.currentPageId, page.currentAccount);
            }
          } catch (error) {
            console.error("Postwacht:", error);
            tab.reload();
          }
        }
      }
    }

    return {
      mailSettings: {
        async servers() {
          return MailServices.accounts.accounts.map((account) => {
            try {
              return { account: account.key, ...describe(account.incomingServer) };
            } catch (error) {
              return { account: account.key, error: String(error.message ?? error) };
            }
          });
        },

        async identities() {
          return MailServices.accounts.accounts.map((account) => {
            try {
              const identities = account.identities.map((one) => describeIdentity(account, one));
              return { account: account.key, identities };
            } catch (error) {
              return { account: account.key, error: String(error.message ?? error) };
            }
          });
        },

        async filters(accountId) {
          const server = serverOf(accountId);
          try {
            return deletingFilters(server);
          } catch (error) {
            console.error("Postwacht:", error);
            throw new ExtensionError("value-unreadable");
          }
        },

        async popState(accountId, maxBytes) {
          const server = serverOf(accountId);
          if (server.type != "pop3") throw new ExtensionError("bad-request");
          try {
            const path = PathUtils.join(server.localPath.path, "popstate.dat");
            if (!(await IOUtils.exists(path))) return null;
            const { size, lastModified } = await IOUtils.stat(path);
            if (size > maxBytes) throw new Error(`popstate.dat of ${size} bytes`);
            const bytes = await IOUtils.read(path, { maxBytes });
            return { writtenAt: lastModified, bytes: bytes.slice().buffer };
          } catch (error) {
            console.error("Postwacht:", error);
            throw new ExtensionError("value-unreadable");
          }
        },

        async disk() {
          const profile = Services.dirsvc.get("ProfD", Ci.nsIFile);
          const accountFree = {};
          for (const account of MailServices.accounts.accounts) {
            try {
              accountFree[account.key] = freeBytes(account.incomingServer.localPath);
            } catch (error) {
              console.error("Postwacht:", account.key, error);
            }
          }
          return {
            profilePath: profile.path,
            profileFree: freeBytes(profile),
            accountFree,
            mboxOver4Gb: Services.prefs.getBoolPref("mailnews.allowMboxOver4GB", true),
          };
        },

        async connection(accountId) {
          const server = serverOf(accountId);
          const offline = Services.io.offline;
          // With a primary password that was not given yet, every look at a login would open its window.
          if (!Services.logins.isLoggedIn)
            return { offline, passwordNeeded: true, signInNeeded: false };
          const oauth2 = server.authMethod == Ci.nsMsgAuthMethod.OAuth2;
          return {
            offline,
            passwordNeeded: server.passwordPromptRequired,
            signInNeeded: oauth2 && !(await hasSignInToken(server)),
          };
        },

        async isOffline() {
          return Services.io.offline;
        },

        async goOffline() {
          fromBackgroundOnly();
          Services.io.offline = true;
        },

        async writeSetting(accountId, preference, from, to, deleting) {
          fromBackgroundOnly();
          const server = asItsType(serverOf(accountId));
          const allowed = Object.hasOwn(WRITABLE, preference) ? WRITABLE[preference] : null;
          const may =
            allowed?.keeps(to, server) || (deleting && allowed?.deletes?.(to, server)) || false;
          if (!may) throw new ExtensionError("bad-request");
          if (Services.prefs.prefIsLocked(`mail.server.${server.key}.${preference}`)) {
            throw new ExtensionError("setting-locked");
          }
          if (effective(server, preference) !== from) {
            throw new ExtensionError("setting-changed-meanwhile");
          }
          if (allowed.attribute) server[allowed.attribute] = to;
          else allowed.write(server, to);
          Services.prefs.savePrefFile(null);
          renewOpenSettings(server);
          return effective(server, preference);
        },

        async serverFolders(accountId, timeoutMs) {
          const server = serverOf(accountId);
          if (server.type != "imap") throw new ExtensionError("bad-request");
          return listServerFolders(server, Math.min(Math.max(timeoutMs, 1000), 120_000));
        },

        async openAccountSettings(accountId, page) {
          const server = serverOf(accountId);
          if (!PAGES.includes(page)) throw new ExtensionError("bad-request");
          const window = Services.wm.getMostRecentWindow("mail:3pane");
          if (!window) throw new ExtensionError("internal");
          window.focus();
          await window.MsgAccountManager(page, server);
        },
      },
    };
  }
};
