import { describe, expect, it } from "vitest";
import { daysOf, devicesByAccount, protocolOf } from "../../../../src/core/checkup/device-readers";
import { mailboxReaders } from "../../../../src/core/checkup/mailbox-readers";
import { known, missing } from "../../../../src/core/part";
import { account, device, now, server } from "./snapshots";

const phone = device();
const laptop = device({ id: "d2", name: "Laptop" });

/** The accounts signs in with their first address, unless only the addresses are known. */
const accounts = (seen: boolean, ...emails: string[][]) => {
  const list = emails.map((own, at) => ({ ...account(`a${at}`, "imap"), emails: own }));
  const servers = list.map(({ id, emails: [user = ""] }) => [
    id,
    known(server(id, "imap", {}, { user }), now),
  ]);
  const all = known(Object.fromEntries(servers), now);
  return mailboxReaders(known(list, now), seen ? all : missing("experiment-absent"));
};

const named = (found: { devices: { name: string }[] }) => found.devices.map(({ name }) => name);

describe.each([true, false])("devices of an address, with the servers known: %s", (seen) => {
  it("are those of the account, however the address is spelt", () => {
    const readers = accounts(seen, ["ann@bücher.nl"], ["bob@bücher.nl"]);
    const of = devicesByAccount(readers, { "Ann@xn--bcher-kva.nl ": [phone] });
    expect(of("a0")).toEqual({ asked: true, devices: [phone] });
    expect(of("a1")).toEqual({ asked: false, devices: [] });
    expect(of("nobody").asked).toBe(false);
  });

  it("are not those of an account that only writes from it", () => {
    const readers = accounts(seen, ["ann@x.nl", "info@x.nl"], ["info@x.nl"]);
    const of = devicesByAccount(readers, { "info@x.nl": [phone] });
    expect([named(of("a0")), named(of("a1"))]).toEqual([[], ["Phone"]]);
  });

  it("are those of an alias where no account has it for itself", () => {
    const readers = accounts(seen, ["ann@x.nl", "info@x.nl"]);
    const of = devicesByAccount(readers, { "info@x.nl": [phone], "ann@x.nl": [laptop] });
    expect(named(of("a0"))).toEqual(["Phone", "Laptop"]);
  });

  it("are those of both accounts that read one mailbox", () => {
    const of = devicesByAccount(accounts(seen, ["ann@x.nl"], ["ann@x.nl"]), {
      "ann@x.nl": [phone],
    });
    expect([named(of("a0")), named(of("a1"))]).toEqual([["Phone"], ["Phone"]]);
  });
});

it("knows that there are none from not having asked", () => {
  const of = devicesByAccount(accounts(true, ["ann@x.nl"]), { "ann@x.nl": [] });
  expect(of("a0")).toEqual({ asked: true, devices: [] });
});

it.each([
  [0, 0],
  [14, 14],
  ["always", Number.POSITIVE_INFINITY],
  ["unknown", null],
  [-1, null],
  [1.5, null],
  ["14", null],
  [undefined, null],
])("takes %j days for %j", (said, days) => {
  expect(daysOf(device({ daysOnServer: said as never }))).toBe(days);
});

it("takes no protocol but the two for known", () => {
  const said = ["pop", "imap", "unknown", "exchange", null].map((protocol) =>
    protocolOf(device({ protocol: protocol as never })),
  );
  expect(said).toEqual(["pop", "imap", "unknown", "unknown", "unknown"]);
});
