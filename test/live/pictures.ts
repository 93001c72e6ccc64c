import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ann, bakery, householdProfile, startHousehold } from "./harness/household";
import {
  closePopup,
  openOptions,
  openPopup,
  pagePicture,
  pageText,
  request,
} from "./harness/pages";
import { sleep, until } from "./harness/processes";
import { backUp, type Session, startSession } from "./harness/session";
import { useTheme } from "./harness/theme";

async function popupPicture(session: Session, file: string): Promise<void> {
  await openPopup(session.thunderbird);
  await until("the findings", async () =>
    (await pageText(session.thunderbird, "popup")).includes("3 days"),
  );
  await sleep(700);
  await pagePicture(session.thunderbird, "popup", file);
  await closePopup(session.thunderbird);
}

/** Takes the pictures of the README from the real program: the popup before and after a backup, in both themes. */
export async function takePictures(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const dovecot = await startHousehold();
  const session = await startSession(dovecot, householdProfile(dovecot), [
    { type: "imap", user: ann },
    { type: "pop3", user: ann },
    { type: "pop3", user: bakery },
  ]);
  const page = session.thunderbird;
  try {
    await openOptions(page);
    await request(page, "options", { type: "checkup.run" });
    for (const theme of ["light", "dark"] as const) {
      await useTheme(page, theme);
      await popupPicture(session, join(folder, `popup-${theme}.png`));
    }
    await backUp(session);
    for (const theme of ["dark", "light"] as const) {
      await useTheme(page, theme);
      await popupPicture(session, join(folder, `popup-proved-${theme}.png`));
      await pagePicture(page, "options", join(folder, `page-${theme}.png`));
    }
  } finally {
    await session.end();
  }
}
