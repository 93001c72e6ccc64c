import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDovecot } from "./harness/dovecot";
import { type Case, playCases } from "./harness/fix-cases";
import { checkUp, foundFor, type PrefValue, reportNow } from "./harness/fixes";
import { openOptions } from "./harness/pages";
import { sound, wizard } from "./harness/pop-settings";
import { createProfile } from "./harness/profile";
import { type Session, startSession } from "./harness/session";

const cases: Case[] = [
  {
    check: "pop-short-retention",
    bad: { delete_by_age_from_server: true, num_days_to_leave_on_server: 3 },
    changes: ["daysOnServer 3>100"],
    good: { num_days_to_leave_on_server: 100 },
    undo: "guarded",
  },
  {
    check: "pop-days-invalid",
    bad: { delete_by_age_from_server: true, num_days_to_leave_on_server: -2 },
    changes: ["daysOnServer -2>100"],
    good: { num_days_to_leave_on_server: 100 },
    undo: "none",
  },
  {
    check: "pop-days-invalid",
    bad: { delete_by_age_from_server: true, num_days_to_leave_on_server: 0 },
    changes: ["deleteByAge true>false"],
    good: { delete_by_age_from_server: false },
    undo: "none",
  },
  {
    check: "pop-delete-follows-local",
    bad: { delete_mail_left_on_server: true },
    changes: ["deleteFollowsLocal true>false"],
    good: { delete_mail_left_on_server: false },
    undo: "safe",
  },
];

const wizardUser = "wizard@example.nl";
const userOf = (index: number) => `case${index}@example.nl`;
const wizardAccount = "account1";
const accountOf = (index: number) => `account${index + 2}`;

let session: Session;

beforeAll(async () => {
  const everyone = [wizardUser, ...cases.map((_, index) => userOf(index))];
  const dovecot = await createDovecot(everyone);
  await dovecot.start();
  const pop = (user: string, settings: Record<string, PrefValue>) => ({
    type: "pop3" as const,
    user,
    email: user,
    port: dovecot.popPort,
    settings,
  });
  const profile = createProfile([
    pop(wizardUser, wizard),
    ...cases.map(({ bad }, index) => pop(userOf(index), { ...sound, ...bad })),
  ]);
  session = await startSession(
    dovecot,
    profile,
    everyone.map((user) => ({ type: "pop3" as const, user })),
  );
  await openOptions(session.thunderbird);
  await checkUp(session);
});
afterAll(() => session?.end());

describe("an account as the wizard makes it", () => {
  it("is flagged for exactly what its settings do", async () => {
    const found = foundFor(await reportNow(session), wizardAccount);
    expect(found.filter((name) => !name.startsWith("backup-"))).toEqual([
      "pop-delete-follows-local high",
      "pop-short-retention high",
    ]);
  });
});

playCases(() => session, cases, accountOf);
