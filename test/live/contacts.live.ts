import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readVCards } from "../../src/core/contacts/vcard";
import type { Job } from "../../src/core/job";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { ordinaryMail } from "./harness/mail";
import { openOptions } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { putMail } from "./harness/seed";
import { jobEnd, type Session, startSession } from "./harness/session";
import { settingsPageOf } from "./harness/sticks";

let session: Session;
const { ask } = settingsPageOf(() => session);

const photo =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const odd = [
  { FirstName: "Piet, de", LastName: 'van "Dijk"', DisplayName: "李小龍 Дмитрий محمد" },
  {
    DisplayName: "=1+1",
    NickName: "@x",
    Notes: "two\nlines, and; a \\ more",
    _AimScreenName: "aim",
  },
  { DisplayName: "Phones", CellularNumber: "+31 6 1234", WorkPhone: "020", HomePhone: "030" },
  {
    PrimaryEmail: "a@example.nl",
    SecondEmail: "b@example.nl",
    BirthDay: "29",
    BirthMonth: "2",
    BirthYear: "1980",
  },
  {
    DisplayName: "Home",
    HomeAddress: "Straat 1, II",
    HomeAddress2: "achter",
    HomeCity: "’s-Gravenhage",
    HomeZipCode: "2511 AB",
    WorkCountry: "NL",
    WebPage1: "https://example.nl/a,b;c",
    Custom1: "C:\\new",
    Company: "A; B",
    Department: "C, D",
  },
];

/** Runs in Thunderbird with its address books at hand. */
const chrome = <T>(body: string, ...args: unknown[]) =>
  session.thunderbird.chrome<T>(
    `const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
     const { AddrBookFileImporter } = ChromeUtils.importESModule("resource:///modules/AddrBookFileImporter.sys.mjs");
     const newBook = name => MailServices.ab.getDirectoryFromId(MailServices.ab.newAddressBook(name, "", 101));
     const fields = book => book.childCards.filter(card => !card.isMailList).map(card => {
       const map = Object.fromEntries(card.vCardProperties.toPropertyMap());
       const aim = card.getProperty("_AimScreenName", "");
       return JSON.stringify(Object.entries({ ...map, ...(aim && { _AimScreenName: aim }) }).sort());
     }).sort();
     ${body}`,
    ...args,
  );

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  putMail(dovecot, ann, "", [ordinaryMail(ann, 1)]);
  const profile = createProfile([{ type: "imap", user: ann, email: ann, port: dovecot.imapPort }]);
  session = await startSession(dovecot, profile, [{ type: "imap", user: ann }]);
  await openOptions(session.thunderbird);
  await chrome(
    `const [odd, photo] = args;
     const book = newBook("Vrienden & co: 2026");
     const cards = odd.map(fields => {
       const card = Cc["@mozilla.org/addressbook/cardproperty;1"].createInstance(Ci.nsIAbCard);
       for (const [name, value] of Object.entries(fields)) card.setProperty(name, value);
       return book.addCard(card);
     });
     const bytes = Uint8Array.from(atob(photo), c => c.charCodeAt(0));
     const folder = PathUtils.join(PathUtils.profileDir, "Photos");
     await IOUtils.makeDirectory(folder);
     await IOUtils.write(PathUtils.join(folder, "one.png"), bytes);
     cards[0].setProperty("PhotoName", "one.png");
     book.modifyCard(cards[0]);
     cards[2].setProperty("PhotoName", "lost.png");
     book.modifyCard(cards[2]);
     const list = Cc["@mozilla.org/addressbook/directoryproperty;1"].createInstance(Ci.nsIAbDirectory);
     list.isMailList = true;
     list.dirName = "Koor é";
     const made = book.addMailList(list);
     made.addCard(cards[3]);`,
    odd,
    photo,
  );
});
afterAll(() => session?.end());

const contactsIn = (root: string) => {
  const [top = ""] = readdirSync(root).filter((name) => name.startsWith("Contacts ("));
  const folder = join(root, top);
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
};
let folder: string;
let base: string;

it("saves the address books after the mail, and takes nothing from the mail's verdict", async () => {
  await ask("contacts.choose", { inEveryBackup: true });
  await ask("backup.chooseFolder");
  await ask("backup.start");
  const job = await jobEnd(session);
  expect(job).toMatchObject({ state: "done", verdict: "complete", missingCount: 0 });
  // The photo whose file is gone is named; all else is there.
  expect(job.contacts?.error).toBe(undefined);
  expect(job.contacts).toMatchObject({ missingCount: 1 });
  expect(job.contacts?.missing).toMatchObject([
    { message: { subject: "Phones" }, reason: { code: "photo-unreadable" } },
  ]);
  const book = job.contacts?.books.find(({ name }) => name.startsWith("Vrienden"));
  expect(book).toMatchObject({ contacts: 5, lists: 1, photos: 1 });
  const folders = contactsIn(session.backups);
  expect(folders).toHaveLength(1);
  folder = folders[0] ?? "";
  const names = readdirSync(folder);
  expect(names).toEqual(expect.arrayContaining(["contents.json", "report.html"]));
  base =
    names.find((name) => /^Vrienden.*~lists\.vcf$/.test(name))?.replace("~lists.vcf", "") ?? "";
  expect(readFileSync(join(folder, "report.html"), "utf8")).toContain("Phones");
  const account = readdirSync(session.backups).find((name) => name.startsWith(ann)) ?? "";
  expect(readFileSync(join(session.backups, account, "report.html"), "utf8")).toContain(
    "Contacts (",
  );
});

it("writes a table and vCards that Thunderbird's own import reads back equal", async () => {
  const imported = await chrome<{ before: string[]; csv: string[]; vcf: string[]; rows: number }>(
    `const [path] = args;
     const before = MailServices.ab.directories.find(one => one.dirName.startsWith("Vrienden"));
     const importFile = async (type, name) => {
       const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
       file.initWithPath(path + name);
       const importer = new AddrBookFileImporter(type);
       const unknown = type == "csv" ? (await importer.parseCsvFile(file)).length : 0;
       const book = newBook("Imported " + type);
       await importer.startImport(file, book);
       return { book, unknown };
     };
     const csv = await importFile("csv", ".csv");
     const vcf = await importFile("vcard", ".vcf");
     return { before: fields(before), csv: fields(csv.book), vcf: fields(vcf.book), rows: csv.unknown };`,
    join(folder, base),
  );
  // Every column is known by its name, so nobody is asked which is which.
  expect(imported.rows).toBe(0);
  expect(imported.before).toHaveLength(odd.length);
  expect(imported.csv).toEqual(imported.before);
  // A vCard must have a name to show, so a contact without one shows its address; it has no screen name.
  const plain = (all: string[]) =>
    all
      .map((one) =>
        one.replace('["DisplayName","a@example.nl"],', "").replace(',["_AimScreenName","aim"]', ""),
      )
      .sort();
  expect(plain(imported.vcf)).toEqual(plain(imported.before));
});

it("writes files that other programs read: Python's csv, and vCards with photo and list", () => {
  const script =
    "import csv,io,json,sys;print(json.dumps(list(csv.DictReader(open(sys.argv[1],encoding='utf-8-sig',newline='')))))";
  const rows = (name: string) =>
    JSON.parse(execFileSync("python3", ["-c", script, join(folder, base + name)]).toString());
  const name = "李小龍 Дмитрий محمد";
  expect(rows(".csv").map((row: Record<string, string>) => row["Display Name"])).toContain(name);
  const outlook = rows("~outlook.csv") as Record<string, string>[];
  expect(outlook.map((row) => row["E-mail Display Name"])).toEqual(
    expect.arrayContaining([name, "'=1+1"]),
  );
  expect(outlook.map((row) => row["Mobile Phone"])).toContain("+31 6 1234");
  const cards = readVCards(readFileSync(join(folder, `${base}.vcf`), "utf8"));
  const values = (wanted: string) =>
    cards.flatMap((card) => card.filter(({ name }) => name === wanted).map(({ value }) => value));
  expect(values("VERSION")).toEqual(odd.map(() => "4.0"));
  expect(values("PHOTO")).toEqual([`data:image/png;base64,${photo}`]);
  const [list = []] = readVCards(readFileSync(join(folder, `${base}~lists.vcf`), "utf8"));
  const member = cards.find((card) => card.some(({ value }) => value === "a@example.nl"));
  const uid = member?.find(({ name }) => name === "UID")?.value;
  expect(list.map(({ name, value }) => `${name}:${value}`)).toEqual(
    expect.arrayContaining(["KIND:group", "FN:Koor é", `MEMBER:urn:uuid:${uid}`]),
  );
});

it("writes nothing new while nothing has changed, and keeps what was when something has", async () => {
  await chrome(
    `for (const book of MailServices.ab.directories.filter(one => one.dirName.startsWith("Imported"))) {
       MailServices.ab.deleteAddressBook(book.URI);
     }
     const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
     for (let tries = 0; tries < 50 && MailServices.ab.directories.some(one => one.dirName.startsWith("Imported")); tries++) {
       await new Promise(resolve => setTimeout(resolve, 100));
     }`,
  );
  const again = async (where: "place" | "pick"): Promise<Job> => {
    await ask("contacts.export", { folder: where });
    return jobEnd(session);
  };
  const same = await again("place");
  expect(same.contacts?.books.map(({ name }) => name)).not.toContain("Imported csv");
  expect(same.contacts?.unchangedSince).toBeGreaterThan(0);
  expect(contactsIn(session.backups)).toHaveLength(1);
  await chrome(
    `const book = MailServices.ab.directories.find(one => one.dirName.startsWith("Vrienden"));
     book.deleteCards(book.childCards.filter(card => card.displayName == "=1+1"));`,
  );
  const job = await again("pick");
  expect(job).toMatchObject({ kind: "contacts", state: "done", verdict: "incomplete" });
  expect(contactsIn(session.backups)).toHaveLength(2);
  expect(readFileSync(join(folder, `${base}.vcf`), "utf8")).toContain("FN:=1+1");
});

it("opens Thunderbird's own import at its address books", async () => {
  await ask("contacts.openImport");
  const importTabs = () =>
    session.thunderbird.chrome<string[]>(
      `return Services.wm.getMostRecentWindow("mail:3pane").document.getElementById("tabmail").tabInfo
         .map(tab => tab.browser?.currentURI?.spec ?? "").filter(spec => spec.startsWith("about:import"));`,
    );
  expect(await until("the tab", async () => (await importTabs())[0])).toContain("about:import");
  expect(await importTabs()).toHaveLength(1);
});
