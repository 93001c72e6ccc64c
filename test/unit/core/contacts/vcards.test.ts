import { describe, expect, it } from "vitest";
import { fieldsOf } from "../../../../src/core/contacts/fields";
import {
  type Card,
  escaped,
  partsOf,
  readVCards,
  unescaped,
  writeVCard,
} from "../../../../src/core/contacts/vcard";
import { asVCard4, groupCard, hasPhoto, uidOfCard } from "../../../../src/core/contacts/vcard4";
import { oddTexts } from "./odd-texts";

const card = (...lines: string[]) => {
  const [read] = readVCards(["BEGIN:VCARD", ...lines, "END:VCARD", ""].join("\r\n"));
  if (!read) throw new Error("no card");
  return read;
};
const asLf = (text: string) => text.replace(/\r\n?/g, "\n");

describe("a vCard", () => {
  it.each(oddTexts)("reads %j back equal", (text) => {
    const made: Card = [
      { name: "FN", params: [], value: escaped(text) },
      { group: "item1", name: "X-ANY", params: [["LABEL", [text]]], value: escaped(`${text};x`) },
    ];
    const written = writeVCard(made);
    const [read] = readVCards(written);
    expect(read?.map(({ value }) => unescaped(value))).toEqual([asLf(text), `${asLf(text)};x`]);
    expect(read?.[1]?.group).toBe("item1");
    // A parameter keeps a line break as LF.
    expect(read?.[1]?.params[0]?.[1][0]).toBe(asLf(text));
    const octets = written.split("\r\n").map((line) => Buffer.byteLength(line));
    expect(Math.max(...octets)).toBeLessThanOrEqual(75);
  });

  it("reads what others write: folded lines, LF alone, 2.1's bare types, quoted parameters", () => {
    const text =
      'BEGIN:VCARD\nTEL;HOME;VOICE:1\nEMAIL;TYPE="work,home";X="a;b:c":a\n @b.nl\nEND:VCARD\nbegin:vcard\nFN:x\nend:vcard';
    const [first, second] = readVCards(text);
    expect(first?.[0]?.params).toEqual([
      ["TYPE", ["HOME"]],
      ["TYPE", ["VOICE"]],
    ]);
    expect(first?.[1]).toMatchObject({ value: "a@b.nl", name: "EMAIL" });
    expect(first?.[1]?.params[1]).toEqual(["X", ["a;b:c"]]);
    expect(second).toHaveLength(1);
  });

  it("keeps the second line of a field that Thunderbird wrote with its line break", () => {
    const read = card("X-CUSTOM1:C:\\new, yes\nsecond, line", "NOTE:after");
    const [again = []] = readVCards(writeVCard(read));
    expect(fieldsOf(again)).toEqual({ Custom1: "C:\\new, yes\nsecond, line", Notes: "after" });
  });

  it("splits where nothing is escaped", () => {
    expect(partsOf("a\\;b;c\\\\;;d", ";")).toEqual(["a\\;b", "c\\\\", "", "d"]);
  });

  it("holds ten thousand contacts", () => {
    const many = Array.from({ length: 10_000 }, (_, at) =>
      card("VERSION:4.0", `FN:${escaped(`${oddTexts[at % oddTexts.length]} ${at}`)}`),
    );
    expect(readVCards(many.map(writeVCard).join(""))).toEqual(many);
  });
});

describe("as vCard 4", () => {
  it("leaves a vCard 4 as it is, but for the id and the name that it must have", () => {
    const read = card("VERSION:4.0", "UID:u1", "FN:Ann", "EMAIL;PREF=1:a@b.nl", "ADR:;;A\\, 1;;;;");
    expect(asVCard4(read, "other")).toEqual(read);
    const bare = asVCard4(card("VERSION:4.0", "N:Jansen;Ann;;;", "EMAIL:a@b.nl"), "id-1");
    expect(bare.map(({ name, value }) => `${name}:${value}`).slice(0, 3)).toEqual([
      "VERSION:4.0",
      "UID:id-1",
      "FN:Ann Jansen",
    ]);
  });

  it("turns a vCard 3 into one: picture, preference, date", () => {
    const made = asVCard4(
      card(
        "VERSION:3.0",
        "UID:u",
        "FN:x",
        "PHOTO;ENCODING=B;TYPE=JPEG:/9j/abc=",
        "TEL;TYPE=HOME,PREF:1",
        "BDAY:1980-02-29",
      ),
      "u",
    );
    const text = writeVCard(made);
    expect(text).toContain("VERSION:4.0");
    expect(text).toContain("PHOTO:data:image/jpeg;base64,/9j/abc=");
    expect(text).toContain("TEL;TYPE=HOME;PREF=1:1");
    expect(text).toContain("BDAY:19800229");
    expect(hasPhoto(made)).toBe(true);
  });

  it("keeps what Thunderbird has beside the card", () => {
    const made = asVCard4(card("VERSION:4.0", "FN:x"), "u", { _AimScreenName: "a,b" });
    expect(writeVCard(made)).toContain("X-AIM:a\\,b");
  });

  it("names the members of a list by the ids of their cards", () => {
    const id = "0f0e0d0c-0102-0304-0506-070809101112";
    const uid = uidOfCard(card("UID:a\\,1"));
    const list = { id, name: "Choir, old", nickName: "", description: "a\nb", members: [id, "x"] };
    const [read = []] = readVCards(
      writeVCard(groupCard(list, (member) => (member === "x" ? uid : member))),
    );
    expect(read.map(({ name, value }) => `${name}:${value}`)).toEqual([
      "VERSION:4.0",
      "KIND:group",
      `UID:urn:uuid:${id}`,
      "FN:Choir\\, old",
      "NOTE:a\\nb",
      `MEMBER:urn:uuid:${id}`,
      "MEMBER:a\\,1",
    ]);
  });
});

describe("the fields of a contact", () => {
  it("are those that Thunderbird's own export has", () => {
    const read = card(
      "N:Jansen;Ann,Marie;Q;Dr.;Jr.",
      "FN:Ann",
      "NICKNAME:an,annie",
      "EMAIL:second@b.nl",
      "EMAIL;PREF=1:first@b.nl",
      "TEL;TYPE=cell:06",
      "TEL:020",
      "TEL;TYPE=home,fax:1",
      "ADR;TYPE=home:box;two;Street\\; 1;City;;1234 AB;NL",
      "ADR;TYPE=work:;;Office;;;;",
      "ORG:Bakery;Bread",
      "URL:https://x",
      "URL;TYPE=home:https://h",
      "BDAY:--0229",
      "ANNIVERSARY:19990102",
      "X-CUSTOM2:a\\nb",
    );
    expect(fieldsOf(read, { _AimScreenName: "aim" })).toEqual({
      LastName: "Jansen",
      FirstName: "Ann Marie",
      AdditionalNames: "Q",
      NamePrefix: "Dr.",
      NameSuffix: "Jr.",
      DisplayName: "Ann",
      NickName: "an, annie",
      PrimaryEmail: "first@b.nl",
      SecondEmail: "second@b.nl",
      CellularNumber: "06",
      WorkPhone: "020",
      HomePhone: "1",
      HomePOBox: "box",
      HomeAddress2: "two",
      HomeAddress: "Street; 1",
      HomeCity: "City",
      HomeZipCode: "1234 AB",
      HomeCountry: "NL",
      WorkAddress: "Office",
      Company: "Bakery",
      Department: "Bread",
      WebPage1: "https://x",
      WebPage2: "https://h",
      BirthMonth: "2",
      BirthDay: "29",
      AnniversaryYear: "1999",
      AnniversaryMonth: "1",
      AnniversaryDay: "2",
      Custom2: "a\\nb",
      _AimScreenName: "aim",
    });
  });

  it.each([
    ["1980", "1980", "", ""],
    ["1980-02", "1980", "2", ""],
    ["---29", "", "", "29"],
    ["19800229T101112Z", "1980", "2", "29"],
    ["circa 1800", "", "", ""],
  ])("read the date %s", (value, year, month, day) => {
    const found = fieldsOf(card(`BDAY:${value}`));
    expect([found.BirthYear, found.BirthMonth, found.BirthDay]).toEqual(
      [year, month, day].map((text) => text || undefined),
    );
  });
});
