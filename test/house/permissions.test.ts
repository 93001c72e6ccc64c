import { expect, it } from "vitest";
import { filesIn, read, source } from "./source";

/**
 * What each call needs, with spaces between several. The longest beginning that fits decides; an empty text needs nothing.
 * A namespace that is not here fails the test: whoever uses it looks up what it needs.
 */
const needed: Record<string, string> = {
  accounts: "accountsRead",
  identities: "accountsRead",
  folders: "accountsRead",
  "folders.create": "accountsFolders",
  "folders.delete": "accountsFolders",
  messages: "messagesRead",
  "messages.import": "messagesImport",
  "messages.tags.list": "messagesRead messagesTagsList",
  storage: "storage",
  alarms: "alarms",
  notifications: "notifications",
  downloads: "downloads",
  idle: "idle",
  menus: "menus",
  action: "",
  i18n: "",
  runtime: "",
  tabs: "",
  windows: "",
};

const manifest = JSON.parse(read("manifest.json"));
const experiments = Object.keys(manifest.experiment_apis ?? {});

/** Calls below `messenger` or `browser`, e.g. `accounts.list`. */
const calls = filesIn("src", [".ts", ".tsx"])
  .filter((path) => !path.endsWith(".d.ts"))
  .flatMap((path) => source(path).uses)
  .flatMap((use) => use.match(/^(?:messenger|browser)\.(\w+(?:\.\w+)*)/)?.[1] ?? []);

const entryFor = (call: string): string | undefined =>
  Object.keys(needed)
    .filter((name) => call === name || call.startsWith(`${name}.`))
    .sort((a, b) => b.length - a.length)[0];

it("knows what every namespace in use needs", () => {
  const foreign = calls.filter((call) => !experiments.includes(call.split(".")[0] ?? ""));
  expect(foreign.length).toBeGreaterThan(0);
  expect(foreign.filter((call) => entryFor(call) === undefined)).toEqual([]);
});

it("asks for the permissions that are used, and for no other", () => {
  const used = calls
    .flatMap((call) => (needed[entryFor(call) ?? ""] ?? "").split(" "))
    .filter((name) => name !== "");
  expect([...manifest.permissions].sort()).toEqual([...new Set(used)].sort());
});

it("asks for no access to any website and for nothing later on", () => {
  expect(manifest.host_permissions ?? []).toEqual([]);
  expect(manifest.optional_permissions ?? []).toEqual([]);
});

it("uses every experiment that it brings, and brings every one that it uses", () => {
  const users = new Set(calls.map((call) => call.split(".")[0]));
  expect(experiments.filter((name) => !users.has(name))).toEqual([]);
});
