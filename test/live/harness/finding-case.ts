import type { Severity } from "../../../src/core/checkup/report";
import type { PrefValue } from "./fixes";
import type { ProfileAccount } from "./profile";

/** Places outside the profile: a folder that a program copies elsewhere, and a disk of its own. */
export interface Places {
  dropbox: string;
  smallDisk: string;
}

/** An account of the profile in a state that a check speaks of, and what ends that state. */
export interface FindingCase {
  check: string;
  kind?: string;
  severity: Severity;
  type: ProfileAccount["type"];
  user: string;
  settings: Record<string, PrefValue>;
  /** What the finding says, beside its kind. */
  values: Record<string, unknown>;
  /** Runs in Thunderbird's main process, where `server`, `identity` and `local` are at hand. */
  bring?: string;
  mend: string;
  /** The last version of Thunderbird in which this state is possible. */
  until?: number;
}

/** POP in which nothing is wrong: mail leaves the server, after long enough. */
export const soundPop: Record<string, PrefValue> = {
  leave_on_server: true,
  delete_by_age_from_server: true,
  num_days_to_leave_on_server: 365,
  delete_mail_left_on_server: false,
  download_on_biff: true,
};

/** IMAP to which Thunderbird itself does nothing while the test looks on. */
export const still: Record<string, PrefValue> = { autosync_offline_stores: false };

export const fullUser = "vol@example.nl";
export const twinUser = "winkel@example.nl";
export const bareUser = "kaal@example.nl";
export const leavingUser = "weg@example.nl";

export const keepsAll = { ...soundPop, delete_by_age_from_server: false };
export const setBool = (name: string, value: boolean) =>
  `server.setBoolValue("${name}", ${value});`;
export const setDays = `server.setIntValue("num_days_to_leave_on_server", 365);`;
export const ownInbox = `server.QueryInterface(Ci.nsIPop3IncomingServer).deferredToAccount = "";`;
export const otherHost = `server["hostName" in server ? "hostName" : "hostname"] = "pop.example.nl";`;

export const withFilter = (type: string) => `
  const list = server.getFilterList(null);
  const filter = list.createFilter("Reclame");
  const term = filter.createTerm();
  const value = term.value;
  value.attrib = Ci.nsMsgSearchAttrib.Subject;
  value.str = "no such subject";
  term.value = value;
  term.attrib = Ci.nsMsgSearchAttrib.Subject;
  term.op = Ci.nsMsgSearchOp.Is;
  filter.appendTerm(term);
  const action = filter.createAction();
  action.type = Ci.nsMsgFilterAction.${type};
  filter.appendAction(action);
  filter.enabled = true;
  list.insertFilterAt(0, filter);
  list.saveToDefaultFile();`;
export const withoutFilter = `
  server.getFilterList(null).removeFilterAt(0);
  server.getFilterList(null).saveToDefaultFile();`;

/** Deleting hundreds of megabytes would take minutes: the number is written where Thunderbird keeps it. */
export const deletedBytes = (bytes: number) =>
  `server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox).msgDatabase
     .dBFolderInfo.expungedBytes = ${bytes};`;
