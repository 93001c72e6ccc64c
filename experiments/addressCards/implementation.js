/* This Source Code Form is subject to the terms of the Mozilla Public
 * License, v. 2.0. If a copy of the MPL was not distributed with this
 * file, You can obtain one at https://mozilla.org/MPL/2.0/. */

/* Contacts and lists of the address books, as they stand. The standard API keeps one contact for each UID: of a
   book that was imported twice it tells one copy's contacts for the other's, and it drops in silence what it cannot
   write as a vCard. Reads only.
   Does not belong here: what a contact says, what is written where. */

const MOST_PHOTO_BYTES = 10_000_000;
/* Fields that a vCard of Thunderbird does not have. */
const BESIDE_THE_CARD = [
  "_AimScreenName",
  "_GoogleTalk",
  "_ICQ",
  "_IRC",
  "_JabberId",
  "_MSN",
  "_QQ",
  "_Skype",
  "_Yahoo",
];

/* Not `addressBook`: a module of Thunderbird has that name, and one of the two would be lost. */
this.addressCards = class extends ExtensionAPI {
  onShutdown(isAppShutdown) {
    if (isAppShutdown) return;
    Services.obs.notifyObservers(null, "startupcache-invalidate");
  }

  getAPI() {
    const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
    const { VCardUtils } = ChromeUtils.importESModule("resource:///modules/VCardUtils.sys.mjs");
    const { ExtensionError } = ExtensionUtils;
    // What must outlive a page stands on the instance.
    this.listed ??= new Map();
    const { listed } = this;

    /* The card's own properties, as the database has them: parsing vCards would take seconds. */
    const text = (card, name) => String(card.getProperty(name, "") ?? "");

    function bookOf(id) {
      const book = MailServices.ab.directories.find(({ UID }) => UID === id);
      if (!book) throw new ExtensionError("bad-request");
      return book;
    }

    /* Kept until the next book is asked for: making ten thousand cards anew for every few of them takes minutes. */
    function listCards(bookId) {
      const cards = bookOf(bookId).childCards.filter((card) => !card.isMailList);
      listed.set("book", bookId);
      listed.set("cards", new Map(cards.map((card) => [card.UID, card])));
      return listed.get("cards");
    }

    function vCardOf(card) {
      try {
        return card.supportsVCard
          ? card.vCardProperties.toVCard()
          : VCardUtils.abCardToVCard(card, "4.0");
      } catch (error) {
        console.error(error);
        return null;
      }
    }

    /* The picture that Thunderbird keeps as a file in the profile, as base64. */
    async function photoOf(card) {
      const name = text(card, "PhotoName");
      if (name === "" || /[\\/]/.test(name)) return null;
      try {
        const path = PathUtils.join(PathUtils.profileDir, "Photos", name);
        const bytes = await IOUtils.read(path, { maxBytes: MOST_PHOTO_BYTES + 1 });
        return bytes.length > MOST_PHOTO_BYTES ? null : bytes.toBase64();
      } catch {
        return null;
      }
    }

    return {
      addressCards: {
        async books() {
          return MailServices.ab.directories.map(({ UID, dirName, isRemote }) => ({
            id: UID,
            name: dirName,
            remote: isRemote,
          }));
        },

        async cards(bookId) {
          const cards = listCards(bookId);
          return [...cards.values()].map((card) => ({
            id: card.UID,
            name: text(card, "DisplayName") || text(card, "PrimaryEmail"),
            photo: text(card, "PhotoName") !== "",
            extra: Object.fromEntries(
              BESIDE_THE_CARD.map((name) => [name, text(card, name)]).filter(([, value]) => value),
            ),
          }));
        },

        async vCards(bookId, ids) {
          const cards = listed.get("book") === bookId ? listed.get("cards") : listCards(bookId);
          const answers = [];
          for (const id of ids) {
            const card = cards.get(id);
            const vCard = card ? vCardOf(card) : null;
            answers.push({ id, vCard, photo: card ? await photoOf(card) : null });
          }
          return answers;
        },

        async lists(bookId) {
          return bookOf(bookId).childNodes.map((list) => ({
            id: list.UID,
            name: list.dirName,
            nickName: list.listNickName,
            description: list.description,
            members: list.childCards.map(({ UID }) => UID),
          }));
        },

        async columns() {
          const { exportAttributes } = ChromeUtils.importESModule(
            "resource:///modules/AddrBookUtils.sys.mjs",
          );
          const bundle = Services.strings.createBundle(
            "chrome://messenger/locale/importMsgs.properties",
          );
          return exportAttributes
            .filter(([, id]) => id)
            .map(([field, id]) => ({ field, name: bundle.GetStringFromID(id) }));
        },

        async openImport() {
          const window = Services.wm.getMostRecentWindow("mail:3pane");
          if (!window) throw new ExtensionError("internal");
          window.focus();
          await window.toImport("addressBook");
        },
      },
    };
  }
};
