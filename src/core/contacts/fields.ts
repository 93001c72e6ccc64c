import { type Card, type Property, paramValues, partsOf, unescaped } from "./vcard";

/**
 * The fields of a contact by the names that Thunderbird has for them, as its own export makes them out of a
 * vCard (VCardUtils.sys.mjs, `toPropertyMap`): of several addresses or numbers of a kind the preferred one.
 */
export type Fields = Record<string, string>;

const address = ["POBox", "Address2", "Address", "City", "State", "ZipCode", "Country"];
const name = ["LastName", "FirstName", "AdditionalNames", "NamePrefix", "NameSuffix"];
const phones: Record<string, string> = {
  work: "WorkPhone",
  home: "HomePhone",
  cell: "CellularNumber",
  pager: "PagerNumber",
  fax: "FaxNumber",
};
const texts: Record<string, string> = {
  FN: "DisplayName",
  NOTE: "Notes",
  TITLE: "JobTitle",
};

/** Thunderbird writes its own four fields without escapes, unless they are declared a text. */
function ownFields(card: Card): Fields {
  const found = ["1", "2", "3", "4"].map((at): [string, string] => {
    const property = byPreference(card, `X-CUSTOM${at}`)[0];
    if (!property) return [`Custom${at}`, ""];
    const isText = paramValues(property, "VALUE").includes("text");
    return [`Custom${at}`, isText ? unescaped(property.value) : property.value];
  });
  return Object.fromEntries(found);
}

/** The preferred first; among equals the one that stands first. */
function byPreference(card: Card, wanted: string): Property[] {
  const of = (property: Property) => Number(paramValues(property, "PREF")[0]) || 101;
  return card.filter((property) => property.name === wanted).sort((a, b) => of(a) - of(b));
}

/** A structured value; what has several parts in one place is put together with spaces. */
const places = (value: string): string[] =>
  partsOf(value, ";").map((part) => partsOf(part, ",").map(unescaped).join(" "));

const zip = (names: readonly string[], values: readonly string[], before = ""): Fields =>
  Object.fromEntries(names.map((one, at) => [before + one, values[at] ?? ""]));

/** A date in any of the shapes of a vCard: `19800229`, `1980-02-29`, `--0229`, `1980`, `1980-02`, `---29`. */
function dateParts(value: string): [year: string, month: string, day: string] {
  const [, year, month, day] =
    /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?:T.*)?$/.exec(value.trim()) ??
    /^--()(\d{2})(?:-?(\d{2}))?$/.exec(value.trim()) ??
    /^---()()(\d{2})$/.exec(value.trim()) ??
    [];
  const number = (text: string | undefined) => (text ? String(Number(text)) : "");
  return [number(year), number(month), number(day)];
}

function phoneField(property: Property): string {
  const types = paramValues(property, "TYPE");
  return phones[types.find((type) => phones[type]) ?? "work"] ?? "WorkPhone";
}

function webPages(card: Card): Fields {
  const pages = byPreference(card, "URL");
  const isOf = (type: string) => (page: Property) => paramValues(page, "TYPE").includes(type);
  const work = pages.find(isOf("work")) ?? pages.find((page) => !isOf("home")(page));
  const home = pages.find(isOf("home"));
  return { WebPage1: unescaped(work?.value ?? ""), WebPage2: unescaped(home?.value ?? "") };
}

/** A date of this property: its year, month and day as Thunderbird's columns have them. */
function dateFields(card: Card, property: string, before: string): Fields {
  const [found] = byPreference(card, property);
  return zip(["Year", "Month", "Day"], found ? dateParts(found.value) : [], before);
}

/** The fields of a card. A field that is empty is not in it. */
export function fieldsOf(card: Card, extra: Record<string, string> = {}): Fields {
  const first = (wanted: string) => byPreference(card, wanted)[0];
  const [email, second] = byPreference(card, "EMAIL").map(({ value }) => unescaped(value));
  const [company = "", department = ""] = partsOf(first("ORG")?.value ?? "", ";").map(unescaped);
  const homes = (property: Property) => paramValues(property, "TYPE").includes("home");
  const addresses = byPreference(card, "ADR");
  const home = addresses.find(homes);
  const work = addresses.find((property) => !homes(property));
  const nick = partsOf(first("NICKNAME")?.value ?? "", ",").map(unescaped);
  const fields: Fields = {
    ...extra,
    ...Object.fromEntries(
      Object.entries(texts).map(([from, to]) => [to, unescaped(first(from)?.value ?? "")]),
    ),
    ...zip(name, places(first("N")?.value ?? "")),
    ...zip(address, places(home?.value ?? ""), "Home"),
    ...zip(address, places(work?.value ?? ""), "Work"),
    ...ownFields(card),
    ...webPages(card),
    ...dateFields(card, "BDAY", "Birth"),
    ...dateFields(card, "ANNIVERSARY", "Anniversary"),
    ...{ NickName: nick.join(", "), Company: company, Department: department },
    ...{ PrimaryEmail: email ?? "", SecondEmail: second ?? "" },
  };
  for (const property of byPreference(card, "TEL")) {
    const field = phoneField(property);
    fields[field] ??= unescaped(property.value);
  }
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== ""));
}
