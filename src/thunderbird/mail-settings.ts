import { callExperiment } from "./calls";

/** How long a server may take to list its folders, in milliseconds. */
const listTimeout = 60_000;

export type Server = messenger.mailSettings.Server;
export type ServerFolder = messenger.mailSettings.ServerFolder;

export const readServers = () =>
  callExperiment("mailSettings", () => messenger.mailSettings.servers());

export const connectionState = (account: string) =>
  callExperiment("mailSettings", () => messenger.mailSettings.connection(account));

export const isOffline = () =>
  callExperiment("mailSettings", () => messenger.mailSettings.isOffline());

/** Every folder on an IMAP server, subscribed or not; an empty list when the server did not answer. */
export const listServerFolders = (account: string) =>
  callExperiment("mailSettings", () => messenger.mailSettings.serverFolders(account, listTimeout));

export const openAccountSettings = (account: string, page: string) =>
  callExperiment("mailSettings", () => messenger.mailSettings.openAccountSettings(account, page));
