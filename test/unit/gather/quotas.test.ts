import { afterEach, expect, it, vi } from "vitest";
import { known, missing } from "../../../src/core/part";
import { gatherQuotas } from "../../../src/gather/quotas";
import type { StoredFolder } from "../../../src/thunderbird/mail-store";

const refresh = vi.fn(async () => true);

/** An Inbox of four messages, and a server that answers STATUS with this. */
function thunderbird(server: { messages: number; uidNext: number }) {
  const connection = { offline: false, passwordNeeded: false, signInNeeded: false };
  let asked = 0;
  vi.stubGlobal("messenger", {
    mailSettings: { connection: async () => connection },
    mailStore: {
      askServer: async () => server,
      keys: async () => [3, 8, 11_990, 11_999],
      quota: async () => (asked++ === 0 ? [] : [{ name: "STORAGE", used: 5, limit: 10 }]),
      refresh,
    },
  });
}

afterEach(() => {
  vi.unstubAllGlobals();
  refresh.mockClear();
});

const inboxWith = (uidNext: number) =>
  known([{ uri: "imap://i/INBOX", role: "inbox", rows: 4, uidNext } as StoredFolder], 0);

it("opens the Inbox of the server that it knows", async () => {
  thunderbird({ messages: 4, uidNext: 12_000 });
  const quotas = await gatherQuotas("i", inboxWith(12_000), 0, true, undefined);
  expect(quotas).toMatchObject({ ok: true, value: [{ usedKb: 5, limitKb: 10 }] });
  expect(refresh).toHaveBeenCalled();
});

it("does not open the Inbox of a new server, also when Thunderbird has asked that one before", async () => {
  thunderbird({ messages: 4, uidNext: 5 });
  const quotas = await gatherQuotas("i", inboxWith(5), 0, true, undefined);
  expect(quotas).toEqual(missing("server-looks-different"));
  expect(refresh).not.toHaveBeenCalled();
});
