import { expect, it } from "vitest";
import { listAccounts } from "../../../src/thunderbird/accounts";

const servers = [
  { account: "a1", type: "imap", user: "ann", host: "h" },
  { account: "a2", type: "graph", user: "bea@example.nl", host: "outlook.example" },
  { account: "a3", type: "none", user: "nobody", host: "Local Folders" },
  { account: "a4", type: "im", user: "chat", host: "x" },
  { account: "a5", error: "unreadable" },
];
const identities = [{ account: "a1", identities: [{ email: "ann@example.nl" }, { email: "" }] }];

function withMessenger(list: () => Promise<unknown>, mailSettings?: object) {
  Object.assign(globalThis, { messenger: { accounts: { list }, mailSettings } });
}
const refuse = async () => {
  throw new Error("unexpected type");
};

it("asks the experiment where the standard API fails for all accounts because of one", async () => {
  withMessenger(refuse, { servers: async () => servers, identities: async () => identities });
  expect(await listAccounts()).toEqual([
    { id: "a1", name: "ann@example.nl", type: "imap", emails: ["ann@example.nl"] },
    { id: "a2", name: "bea@example.nl", type: "graph", emails: [] },
    { id: "a3", name: "nobody", type: "local", emails: [] },
    { id: "a5", name: "a5", type: "unknown", emails: [] },
  ]);
});

it("tells the failure where there is no experiment to ask", async () => {
  withMessenger(refuse);
  await expect(listAccounts()).rejects.toThrow("unexpected type");
});
