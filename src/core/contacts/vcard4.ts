import { type Card, escaped, type Property, paramValues, partsOf, unescaped } from "./vcard";

/** Names of earlier years that Thunderbird keeps beside a card, and the properties that others know them by. */
const screenNames: Record<string, string> = {
  _AimScreenName: "X-AIM",
  _GoogleTalk: "X-GOOGLE-TALK",
  _ICQ: "X-ICQ",
  _IRC: "X-IRC",
  _JabberId: "X-JABBER",
  _MSN: "X-MSN",
  _QQ: "X-QQ",
  _Skype: "X-SKYPE",
  _Yahoo: "X-YAHOO",
};

const plain = (name: string, value: string): Property => ({ name, params: [], value });

const mediaTypes: [start: string, type: string][] = [
  ["iVBO", "image/png"],
  ["/9j/", "image/jpeg"],
  ["UklG", "image/webp"],
  ["R0lG", "image/gif"],
];

const mediaType = (base64: string): string | undefined =>
  mediaTypes.find(([start]) => base64.startsWith(start))?.[1];

/** A picture in base64 as vCard 4 has it. */
export const photoProperty = (base64: string): Property =>
  plain("PHOTO", `data:${mediaType(base64) ?? "application/octet-stream"};base64,${base64}`);

/** A picture in vCard 3 is base64 with parameters; in vCard 4 it is a `data:` address. */
function photo(property: Property): Property {
  const [encoding] = paramValues(property, "ENCODING");
  if (encoding !== "b" && encoding !== "base64") return property;
  const [type] = paramValues(property, "TYPE");
  const media = mediaType(property.value) ?? (type ? `image/${type}` : "application/octet-stream");
  return { ...property, params: [], value: `data:${media};base64,${property.value}` };
}

/** `TYPE=PREF` became a parameter of its own. */
function preference(property: Property): Property {
  if (!paramValues(property, "TYPE").includes("pref")) return property;
  const params = property.params
    .map(([name, values]): Property["params"][number] => [
      name,
      name === "TYPE" ? values.filter((value) => value.toLowerCase() !== "pref") : values,
    ])
    .filter(([, values]) => values.length > 0);
  return { ...property, params: [...params, ["PREF", ["1"]]] };
}

const isoDay = /^(\d{4})-(\d{2})-(\d{2})$/;

const day = (property: Property): Property => ({
  ...property,
  value: property.value.replace(isoDay, "$1$2$3"),
});

function modern(property: Property): Property {
  if (["PHOTO", "LOGO", "KEY", "SOUND"].includes(property.name)) return photo(property);
  if (["BDAY", "ANNIVERSARY"].includes(property.name)) return day(property);
  return preference(property);
}

/** A name to show, which every vCard 4 must have. */
function shownName(card: Card): string {
  const value = (name: string) => card.find((property) => property.name === name)?.value ?? "";
  const [last = "", first = "", middle = "", before = "", after = ""] = partsOf(value("N"), ";");
  const whole = [before, first, middle, last, after].filter((part) => part !== "").join(" ");
  return [whole, value("ORG").replace(/;+/g, " ").trim(), value("EMAIL")].find(Boolean) ?? "";
}

/**
 * A card of any version as vCard 4. What is already so stays letter for letter. `id` is Thunderbird's id of the
 * contact, by which lists name their members; `extra` what Thunderbird keeps beside the card.
 */
export function asVCard4(card: Card, id: string, extra: Record<string, string> = {}): Card {
  const rest = card.filter(({ name }) => name !== "VERSION").map(modern);
  const has = (wanted: string) => rest.some(({ name }) => name === wanted);
  const added = Object.entries(extra).flatMap(([key, text]) => {
    const name = screenNames[key];
    return name && text !== "" && !has(name) ? [plain(name, escaped(text))] : [];
  });
  return [
    plain("VERSION", "4.0"),
    ...(has("UID") ? [] : [plain("UID", escaped(id))]),
    ...(has("FN") ? [] : [plain("FN", shownName(rest))]),
    ...rest,
    ...added,
  ];
}

/** A mailing list, as Thunderbird has it. */
export interface MailingList {
  id: string;
  name: string;
  nickName: string;
  description: string;
  /** The ids of its members. */
  members: string[];
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A member by its UID. The standard wants an address there; an id that is none is declared as text. */
function member(id: string): Property {
  if (uuid.test(id)) return plain("MEMBER", `urn:uuid:${id}`);
  if (/^[a-z][a-z0-9+.-]*:\S+$/i.test(id)) return plain("MEMBER", id);
  return { name: "MEMBER", params: [["VALUE", ["text"]]], value: escaped(id) };
}

/** A list as a vCard of the kind `group`. `uidOf` answers the UID that a contact's card carries. */
export const groupCard = (list: MailingList, uidOf: (id: string) => string): Card => [
  plain("VERSION", "4.0"),
  plain("KIND", "group"),
  plain("UID", uuid.test(list.id) ? `urn:uuid:${list.id}` : escaped(list.id)),
  plain("FN", escaped(list.name)),
  ...(list.nickName === "" ? [] : [plain("NICKNAME", escaped(list.nickName))]),
  ...(list.description === "" ? [] : [plain("NOTE", escaped(list.description))]),
  ...list.members.map((id) => member(uidOf(id))),
];

/** The UID that a card carries, without its escapes. */
export const uidOfCard = (card: Card): string =>
  unescaped(card.find(({ name }) => name === "UID")?.value ?? "");

export const hasPhoto = (card: Card): boolean => card.some(({ name }) => name === "PHOTO");
