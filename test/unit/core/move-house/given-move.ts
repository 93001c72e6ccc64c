import type { ComparedFolder, MoveFacts, MoveHouse } from "../../../../src/core/move-house/move";
import { proofHolds } from "../../../../src/core/move-house/steps";

export const now = Date.UTC(2026, 10, 24, 12);

export const inbox = { path: "INBOX", names: ["Inbox"], messages: 30, uidValidity: 7 };

export const proof = (age = 0) => ({ backupId: "b1", endedAt: now - age, folders: [inbox] });

export const staleProof = proof(proofHolds);

export const agreeing: ComparedFolder[] = [{ path: "INBOX", had: 30, has: 31 }];

export const move = (parts: Partial<MoveHouse> = {}): MoveHouse => ({
  account: "a1",
  road: "host",
  startedAt: now,
  from: { name: "Ann", user: "ann@example.nl", host: "imap.example.nl", type: "imap" },
  newAccount: "a1",
  proof: null,
  receipt: null,
  counted: null,
  switchedAt: null,
  ticked: {},
  ...parts,
});

export const facts = (parts: Partial<MoveFacts> = {}): MoveFacts => ({
  now,
  isThere: true,
  checksOn: true,
  newIsThere: true,
  compared: null,
  safe: null,
  ...parts,
});
