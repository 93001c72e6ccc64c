import { expect, it } from "vitest";
import { mailInSyncFolder } from "../../../../../src/core/checkup/checks/mail-in-sync-folder";
import type { DiskFact, Snapshot } from "../../../../../src/core/checkup/snapshot";
import { known, missing } from "../../../../../src/core/part";
import { account, now, onlyFinding, outcomeOf, server, snapshot } from "../snapshots";

const profile = "/home/ann/.thunderbird/x.default";

const stands = (profilePath: unknown, folderPath: unknown = `${profilePath}/Mail/p`): Snapshot =>
  snapshot({
    accounts: known([account("p", "pop3")], now),
    servers: known(
      { p: known(server("p", "pop3", {}, { folderPath: folderPath as string }), now) },
      now,
    ),
    disk: known(
      { profilePath, profileFree: 1e11, accountFree: {}, mboxOver4Gb: true } as DiskFact,
      now,
    ),
  });

it("is found once, high, for a profile that OneDrive copies, not again for the accounts in it", () => {
  const path = "C:\\Users\\Ann\\OneDrive\\Thunderbird\\x.default";
  expect(onlyFinding(mailInSyncFolder, stands(path, `${path}\\Mail\\p`))).toMatchObject({
    id: "mail-in-sync-folder",
    severity: "high",
    action: "backup",
    subject: { accounts: [] },
    values: { kind: "synced", path, service: "OneDrive" },
  });
});

it("is found for a profile on another computer", () => {
  const { values } = onlyFinding(mailInSyncFolder, stands("\\\\nas\\home\\ann\\x.default"));
  expect(values).toMatchObject({ kind: "network", service: "nas" });
});

it("is found for an account whose mail was moved out of a good profile", () => {
  const { subject, values } = onlyFinding(
    mailInSyncFolder,
    stands(profile, "/home/ann/Dropbox/mail"),
  );
  expect([subject.accounts, values.service]).toEqual([["p"], "Dropbox"]);
});

it("is silent for a profile and accounts on a disk of this computer", () => {
  expect(outcomeOf(mailInSyncFolder, stands(profile)).state).toBe("fine");
  expect(outcomeOf(mailInSyncFolder, stands(profile, "/mnt/data/mail")).state).toBe("fine");
});

it.each([
  ["the profile's place", stands(7)],
  ["the profile's place", stands("")],
  ["an account's place", stands(profile, null)],
])("is not known where %s is nonsense", (_what, from) => {
  expect(outcomeOf(mailInSyncFolder, from).reason?.code).toBe("value-unreadable");
});

it("is not known without the disk, or without the servers", () => {
  const blind = snapshot({ disk: missing("experiment-absent") });
  expect(outcomeOf(mailInSyncFolder, blind).reason?.code).toBe("experiment-absent");
  const half = { ...stands(profile), servers: missing("experiment-absent") };
  expect(outcomeOf(mailInSyncFolder, half).state).toBe("unknown");
});
