import { afterAll, beforeAll, expect, it } from "vitest";
import { violations } from "./harness/axe";
import { createDovecot } from "./harness/dovecot";
import { ann, bakery, householdProfile, startHousehold } from "./harness/household";
import {
  closePopup,
  inPage,
  openOptions,
  openPopup,
  type Place,
  pageText,
  request,
} from "./harness/pages";
import { until } from "./harness/processes";
import { createProfile } from "./harness/profile";
import { backUp, type Session, startSession } from "./harness/session";
import { type Theme, useTheme } from "./harness/theme";

const themes: Theme[] = ["light", "dark"];

/** Waits until a page shows a text. */
const untilShown = (session: Session, place: Place, text: string) =>
  until(`"${text}" on the ${place}`, async () =>
    (await pageText(session.thunderbird, place)).includes(text),
  );

/** Opens everything on the page that opens, so that nothing is left out. */
const unfold = (session: Session) =>
  inPage(
    session.thunderbird,
    "options",
    `for (const one of document.querySelectorAll("details")) one.open = true;
     // Preact draws what was opened in its own time.
     await new Promise(resolve => content.setTimeout(resolve, 500));`,
  );

async function lookAtPopup(session: Session, text: string): Promise<string[]> {
  await openPopup(session.thunderbird);
  await untilShown(session, "popup", text);
  const found = await violations(session.thunderbird, "popup");
  await closePopup(session.thunderbird);
  return found;
}

it("shows nothing that axe finds wrong where no account is set up", async () => {
  const dovecot = await createDovecot([ann]);
  await dovecot.start();
  const session = await startSession(dovecot, createProfile([]), []);
  try {
    await openOptions(session.thunderbird);
    await request(session.thunderbird, "options", { type: "checkup.run" });
    await unfold(session);
    expect(await violations(session.thunderbird, "options")).toEqual([]);
    expect(await lookAtPopup(session, "")).toEqual([]);
  } finally {
    await session.end();
  }
});

let household: Session;
beforeAll(async () => {
  const dovecot = await startHousehold();
  household = await startSession(dovecot, householdProfile(dovecot), [
    { type: "imap", user: ann },
    { type: "pop3", user: ann },
    { type: "pop3", user: bakery },
  ]);
  await openOptions(household.thunderbird);
  await request(household.thunderbird, "options", { type: "checkup.run" });
});
afterAll(() => household?.end());

it("shows nothing that axe finds wrong in trouble, before the first backup, in either theme", async () => {
  for (const theme of themes) {
    await useTheme(household.thunderbird, theme);
    expect(await lookAtPopup(household, "3 days")).toEqual([]);
    await unfold(household);
    expect(await violations(household.thunderbird, "options")).toEqual([]);
  }
});

it("shows nothing that axe finds wrong while a backup runs and after it, in either theme", async () => {
  const { thunderbird } = household;
  await request(thunderbird, "options", { type: "backup.chooseFolder" });
  const ended = backUp(household);
  expect(await violations(thunderbird, "options")).toEqual([]);
  await ended;
  for (const theme of themes) {
    await useTheme(thunderbird, theme);
    expect(await lookAtPopup(household, "3 days")).toEqual([]);
    await unfold(household);
    expect(await violations(thunderbird, "options")).toEqual([]);
  }
});
