import { afterAll, beforeAll, expect, it, onTestFailed } from "vitest";
import type { Report } from "../../src/core/checkup/report";
import { createDovecot } from "./harness/dovecot";
import { ann } from "./harness/household";
import { inPage, openOptions, openPopup, pageText, request } from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { builtXpi, keepEvidence, type Session, startSession } from "./harness/session";

let session: Session;

beforeAll(async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  const profile = createProfile([
    { type: "imap", user: ann, email: ann, port: dovecot.imapPort },
    { type: "pop3", user: ann, email: ann, name: `${ann} (POP3)`, port: dovecot.popPort },
  ]);
  session = await startSession(dovecot, profile, [], builtXpi("without-experiments"));
});
afterAll(() => session?.end());

it("opens and says that the address is possibly read in both ways", async () => {
  onTestFailed(async () => console.error(await keepEvidence(session, "without-experiments")));
  await openPopup(session.thunderbird);
  const text = await until("the finding", async () => {
    const seen = await pageText(session.thunderbird, "popup");
    return seen.includes(ann) && seen.includes("IMAP") ? seen : null;
  });
  expect(text).toMatch(/Medium/);
  expect(text).toMatch(/may/);
  expect(text).toContain("This copy of Postwacht has no access to Thunderbird’s mail settings");
});

it("answers “not known” for everything that needs the settings", async () => {
  await openOptions(session.thunderbird);
  const report = await request<Report>(session.thunderbird, "options", { type: "checkup.run" });
  const states = Object.fromEntries(report.outcomes.map(({ check, state }) => [check, state]));
  const possible = report.outcomes.find(({ check }) => check === "pop-imap-same-address");
  expect(possible?.findings[0]).toMatchObject({ severity: "medium", values: { kind: "possible" } });
  const seen = Object.keys(states).filter((check) => states[check] !== "unknown");
  // These look at nothing but the list of accounts.
  const open = [
    "cannot-check",
    "contacts-not-in-backup",
    "pop-imap-same-address",
    "pop-two-accounts-one-mailbox",
    "unknown-account-type",
  ];
  expect(seen.filter((check) => !open.includes(check))).toEqual([]);
  const reasons = report.outcomes.flatMap(({ state, reason }) =>
    state === "unknown" ? [reason?.code] : [],
  );
  expect(new Set(reasons)).toEqual(new Set(["experiment-absent"]));
});

it("answers “unavailable” to a backup and says what to do", async () => {
  const reply = await inPage<{ ok: boolean; error: { code: string } }>(
    session.thunderbird,
    "options",
    `return await browser.runtime.sendMessage(toPage({ type: "backup.start" }));`,
  );
  expect(reply).toMatchObject({ ok: false, error: { code: "experiment-absent" } });
  const text = await pageText(session.thunderbird, "options");
  expect(text).toContain("A backup needs that access. Install the complete Postwacht");
});
