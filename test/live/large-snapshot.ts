import type { Snapshot } from "../../src/core/checkup/snapshot";
import { known } from "../../src/core/part";
import {
  account,
  backup,
  census,
  daysAgo,
  folder,
  hidden,
  now,
  server,
  snapshot,
} from "../unit/core/checkup/snapshots";

const accounts = 50;
const foldersEach = 100;
const each = <T>(of: (i: number) => T): T[] => Array.from({ length: accounts }, (_, i) => of(i));
const record = <T>(of: (i: number) => T) =>
  known(Object.fromEntries(each((i) => [`account${i}`, of(i)])), now);

const isImap = (i: number) => i % 5 !== 0;
const address = (i: number) => `person${i}@example${i % 7}.nl`;

/** Every tenth folder has something wrong with it, as in a profile that grew for years. */
function folders(i: number) {
  return Array.from({ length: foldersEach }, (_, n) => ({
    ...folder(n === 0 ? "INBOX" : `Clients/${n % 10}/Folder ${n}`, 40 + n, {
      everOpened: n % 10 !== 9,
      keepOffline: n % 10 !== 8,
      uidValidity: n,
      census: known(census(40 + n, n % 10 === 7 ? { withoutBody: 5, partial: 2 } : {}), now),
    }),
    account: `account${i}`,
    ...(isImap(i) ? {} : { server: null, uidValidity: null }),
  }));
}

/** Facts about 50 accounts with 5,000 folders, four of five by IMAP, as gathering leaves them. */
export const largeSnapshot = (): Snapshot =>
  snapshot({
    accounts: known(
      each((i) => account(`account${i}`, isImap(i) ? "imap" : "pop3", address(i))),
      now,
    ),
    servers: record((i) =>
      known(
        server(
          `account${i}`,
          isImap(i) ? "imap" : "pop3",
          { deleteByAge: true, daysOnServer: 14, maxAgeDays: i % 3 === 0 ? 90 : -1 },
          { user: address(i), baseDomain: `example${i % 7}.nl` },
        ),
        now,
      ),
    ),
    folders: record((i) => known(folders(i), now)),
    hidden: record((i) => known([hidden(`Old ${i}`)], now)),
    quotas: record(() => known([{ name: "STORAGE", usedKb: 81, limitKb: 100 }], now)),
    popStates: record((i) =>
      known(
        {
          writtenAt: daysAgo(1),
          kept: Array.from({ length: 400 }, (_, n): [number, number] => [daysAgo(n / 30), 3]),
          partial: 2,
          sample: [`u${i}`],
        },
        now,
      ),
    ),
    identities: record((i) =>
      known(
        [
          {
            email: address(i),
            keepsSent: i % 4 !== 0,
            sentAccount: `account${i}`,
            sentFolder: "Sent",
            archives: true,
            archiveAccount: `account${i}`,
            archiveFolder: "Archives",
          },
        ],
        now,
      ),
    ),
    filters: record(() => known([], now)),
    past: record((i) => ({
      at: daysAgo(1),
      user: address(i),
      host: "imap.example.nl",
      folders: Object.fromEntries(
        folders(i).map(({ path, rows, uidValidity }) => [path, { uidValidity, rows }]),
      ),
    })),
    inboxes: record(() => ({
      looks: Array.from({ length: 60 }, (_, n) => ({
        at: daysAgo(60 - n),
        messages: 40,
        oldestAt: daysAgo(75 - n),
      })),
      vanished: [],
    })),
    backups: record((i) => backup({ account: `account${i}`, messages: 190 })),
  });
