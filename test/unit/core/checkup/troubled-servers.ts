import type { ServerFact } from "../../../../src/core/checkup/snapshot";
import { known, type Part } from "../../../../src/core/part";
import { now, type Settings, server } from "./snapshots";

const serve = (
  id: string,
  type: string,
  name: string,
  settings: Settings,
  facts: Partial<ServerFact> = {},
): Part<ServerFact> =>
  known(server(id, type, settings, { user: `${name}@example.nl`, ...facts }), now);

/** The servers of the troubled profile: settings that exclude each other stand in servers of their own. */
export const troubledServers: Record<string, Part<ServerFact>> = {
  p: serve("p", "pop3", "ann", {
    deleteByAge: true,
    daysOnServer: 3,
    deleteFollowsLocal: true,
    headersOnly: true,
    limitSize: true,
    fetchAutomatically: false,
    checkTimed: false,
    checkAtStartup: false,
    duplicateAction: 1,
  }),
  i: serve("i", "imap", "ann", {
    keepOffline: false,
    autoSync: false,
    maxAgeDays: 30,
    limitSize: true,
    deleteModel: 2,
    expungeOnExit: true,
    emptyTrashOnExit: true,
    junkPurge: true,
    retainBy: 2,
    retainDays: 0,
  }),
  q: serve("q", "pop3", "bob", { deleteByAge: true, daysOnServer: 100 }),
  r: serve("r", "pop3", "bob", { deleteByAge: true, daysOnServer: 40, deferredTo: "l" }),
  n: serve("n", "pop3", "neg", { leaveOnServer: false }),
  s: serve("s", "pop3", "forever", {}),
  g: serve(
    "g",
    "pop3",
    "cat",
    { deleteByAge: true, daysOnServer: -1 },
    {
      host: "pop.gmail.com",
      baseDomain: "gmail.com",
    },
  ),
  o: serve(
    "o",
    "imap",
    "old",
    {},
    { host: "imap.new-host.example", baseDomain: "new-host.example" },
  ),
  l: known(
    server(
      "l",
      "local",
      {},
      { user: "nobody", host: "Local Folders", baseDomain: "Local Folders" },
    ),
    now,
  ),
  e: serve(
    "e",
    "ews",
    "eve",
    { deleteModel: 0 },
    {
      host: "outlook.office365.com",
      baseDomain: "office365.com",
    },
  ),
  h: serve("h", "ews", "hidden", {}, { host: "mail.school.nl", baseDomain: "school.nl" }),
};
