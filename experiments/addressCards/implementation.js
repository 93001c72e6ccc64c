/* This Source Code Form is subject to the terms of the Mozilla Public
 * License, v. 2.0. If a copy of the MPL was not distributed with this
 * file, You can obtain one at https://mozilla.org/MPL/2.0/. */

/* Contacts and lists of the address books, as they stand. The standard API keeps one contact for each UID: of a
   book that was imported twice it tells one copy's contacts for the other's, and it drops in silence what it cannot
   write as a vCard. Reads only.
   Does not belong here: what a contact says, what is written where. */

/* A call stays well below 50 ms of Thunderbird's main thread. */
const MOST_CARDS = 100;
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
    async function listCards(bookId) {
      const all = bookOf(bookId).childCards;
      const cards = new Map();
      for (const [at, card] of all.entries()) {
        if (!card.isMailList) cards.set(card.UID, card);
        // Thousands of cards at once would hold Thunderbird up.
        if (at % 500 === 499) await new Promise((go) => Services.tm.dispatchToMainThread(go));
      }
      listed.set("book", bookId);
      listed.set("cards", cards);
      return cards;
    }

    const cardsOf = (bookId) =>
      listed.get("book") === bookId ? listed.get("cards") : listCards(bookId);

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
      if (name === "" || /^\.|[\\/:]/.test(name)) return null;
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

        async cards(bookId, from) {
          const cards = await (from > 0 ? cardsOf(bookId) : listCards(bookId));
          const some = [...cards.keys()].slice(from, from + MOST_CARDS);
          return {
            total: cards.size,
            cards: some.map((id) => {
              const card = cards.get(id);
              // Of ten thousand contacts hardly one has any of these, and each question takes its time.
              const names = card.properties.map(({ name }) => name);
              const beside = BESIDE_THE_CARD.filter((name) => names.includes(name));
              return {
                id,
                name: text(card, "DisplayName") || text(card, "PrimaryEmail"),
                photo: text(card, "PhotoName") !== "",
                extra: Object.fromEntries(beside.map((name) => [name, text(card, name)])),
              };
            }),
          };
        },

        async vCards(bookId, ids) {
          const cards = await cardsOf(bookId);
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
