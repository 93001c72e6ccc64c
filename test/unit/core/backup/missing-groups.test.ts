import { describe, expect, it } from "vitest";
import { groupMissing } from "../../../../src/core/backup/missing-groups";
import type { Missing } from "../../../../src/core/job";
import type { ReasonCode } from "../../../../src/core/reason";

const at = (folder: string) => ({ account: "a1", folder: `a1://${folder}` });
const mail = (folder: string, subject: string, code: ReasonCode = "body-not-fetched"): Missing => ({
  account: "ann@example.nl",
  folder,
  message: { subject, from: "", date: null },
  reason: { code, values: {} },
  again: at(folder),
});

describe("what is missing", () => {
  it("is grouped by folder and reason, with every message in its order", () => {
    const groups = groupMissing([
      mail("Inbox", "1"),
      mail("Sent", "2"),
      mail("Inbox", "3"),
      mail("Inbox", "4", "message-partial"),
    ]);
    const seen = groups.map(({ folder, reason, messages }) => [
      folder,
      reason.code,
      messages.map(({ subject }) => subject).join(""),
    ]);
    expect(seen).toEqual([
      ["Inbox", "body-not-fetched", "13"],
      ["Sent", "body-not-fetched", "2"],
      ["Inbox", "message-partial", "4"],
    ]);
  });

  it("keeps folders of the same name apart, and a whole folder from its messages", () => {
    const whole: Missing = {
      account: "ann@example.nl",
      folder: "Inbox",
      reason: { code: "body-not-fetched", values: {} },
      again: at("Inbox"),
    };
    const namesake = { ...mail("Inbox", "2"), again: at("Archive/Inbox") };
    expect(groupMissing([mail("Inbox", "1"), namesake, whole])).toHaveLength(3);
  });

  it("can be tried again, fetched where POP brought the beginning only, or neither", () => {
    const actions = groupMissing([
      mail("Inbox", "1"),
      mail("Inbox", "2", "message-partial"),
      mail("Hidden", "3", "folder-not-shown"),
      { account: "Exchange", folder: "Exchange", reason: { code: "server-refused", values: {} } },
    ]).map(({ action }) => action);
    expect(actions).toEqual(["again", "fetch-pop", null, null]);
  });

  it("is read quickly where it is much", () => {
    const many = Array.from({ length: 5000 }, (_, i) => mail(`F${i % 7}`, String(i)));
    const groups = groupMissing(many);
    expect(groups).toHaveLength(7);
    expect(groups.reduce((sum, { messages }) => sum + messages.length, 0)).toBe(5000);
  });
});
