import { callExperiment } from "./calls";

/** How long a server may take to list its folders, in milliseconds. */
const listTimeout = 60_000;
/** A popstate.dat above this is not read; it would hold some 800,000 messages. */
const mostPopState = 64 * 1024 * 1024;

export type Server = messenger.mailSettings.Server;
export type ServerFolder = messenger.mailSettings.ServerFolder;

export const readServers = () =>
  callExperiment("mailSettings", () => messenger.mailSettings.servers());

export const readIdentities = () =>
  callExperiment("mailSettings", () => messenger.mailSettings.identities());

/** The enabled filters of an account that delete mail. */
export const readFilters = (account: string) =>
  callExperiment("mailSettings", () => messenger.mailSettings.filters(account));

/** The bytes of popstate.dat; null where there is none. */
export const readPopState = (account: string) =>
  callExperiment("mailSettings", () => messenger.mailSettings.popState(account, mostPopState));

export const readDisk = () => callExperiment("mailSettings", () => messenger.mailSettings.disk());

export const connectionState = (account: string) =>
  callExperiment("mailSettings", () => messenger.mailSettings.connection(account));

export const isOffline = () =>
  callExperiment("mailSettings", () => messenger.mailSettings.isOffline());

/** Every folder on an IMAP server, subscribed or not; an empty list when the server did not answer. */
export const listServerFolders = (account: string) =>
  callExperiment("mailSettings", () => messenger.mailSettings.serverFolders(account, listTimeout));

export const openAccountSettings = (account: string, page: string) =>
  callExperiment("mailSettings", () => messenger.mailSettings.openAccountSettings(account, page));

/** Closes all of Thunderbird's connections; nothing connects until the user goes online again. */
export const goOffline = () =>
  callExperiment("mailSettings", () => messenger.mailSettings.goOffline());

/**
 * Writes one setting by Thunderbird's name for it, if `from` stands there now; answers what stands
 * there then. A value that removes mail is refused without `deleting`.
 */
export const writeSetting = (
  account: string,
  preference: string,
  from: boolean | number,
  to: boolean | number,
  deleting: boolean,
) =>
  callExperiment("mailSettings", () =>
    messenger.mailSettings.writeSetting(account, preference, from, to, deleting),
  );
