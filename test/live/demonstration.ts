import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { Job } from "../../src/core/job";
import { answerFolderPicker } from "./harness/backup-folder";
import { startDisplay } from "./harness/display";
import { ann, bakery, householdProfile, startHousehold } from "./harness/household";
import { inPage, openOptions, openPopup, pageText, request } from "./harness/pages";
import { sleep, until } from "./harness/processes";
import {
  installAddon,
  startThunderbird,
  storeLogin,
  type Thunderbird,
} from "./harness/thunderbird";

interface Options {
  thunderbird: { folder: string; version: string };
  xpi: string;
}

const line = (text = "") => console.log(text);

/** What the popup says, as a person reads it there, without its buttons. */
async function readPopup(thunderbird: Thunderbird): Promise<string[]> {
  const text = await until("the findings", async () => {
    const seen = await pageText(thunderbird, "popup");
    return seen.includes("3 days") && seen.includes("Back up now") ? seen : null;
  });
  const buttons = /^(Open server settings|Why\?|Back up now|Full report and settings)$/;
  return text.split("\n").filter((row) => row.trim() !== "" && !buttons.test(row.trim()));
}

async function pressBackUp(thunderbird: Thunderbird): Promise<void> {
  await until("the button in the popup", () =>
    inPage<boolean>(
      thunderbird,
      "popup",
      `const button = [...document.querySelectorAll("button")]
         .find(one => one.textContent.includes("Back up now"));
       button?.click();
       return Boolean(button);`,
    ),
  );
}

async function followBackup(thunderbird: Thunderbird): Promise<Job> {
  let said = "";
  for (;;) {
    const job = await request<Job | null>(thunderbird, "options", { type: "job.status" });
    if (job && job.state !== "running") return job;
    const folder = job?.current?.folder ?? "";
    if (job && folder && folder !== said) {
      line(`  ${job.done.messages} of ${job.total.messages} messages; now ${folder}`);
      said = folder;
    }
    await sleep(300);
  }
}

async function play(thunderbird: Thunderbird, backups: string): Promise<number> {
  await openPopup(thunderbird);
  await openOptions(thunderbird);
  await request(thunderbird, "options", { type: "checkup.run" });
  await openPopup(thunderbird);
  line("What the popup says:");
  for (const row of await readPopup(thunderbird)) line(`  ${row}`);
  line();
  line("Pressing “Back up now” in the popup:");
  await openPopup(thunderbird);
  await pressBackUp(thunderbird);
  const job = await followBackup(thunderbird);
  line();
  const { done, verdict, missingCount } = job;
  if (job.state !== "done" || verdict !== "complete") {
    line(`The backup is not complete: ${JSON.stringify(job.error ?? job.missing)}`);
    return 1;
  }
  line(`The backup is complete and proved: ${done.messages} of ${done.messages} messages,`);
  line(`${missingCount} missing, in ${done.folders} folders.`);
  line(`It is in ${backups}`);
  line(`The proof for people: ${join(backups, `${ann} (imap, 127.0.0.1)`, "report.html")}`);
  return 0;
}

/**
 * The main job with demonstration mailboxes. With a display Thunderbird stays open until it is closed; without
 * one everything runs under Xvfb and ends. Answers the exit code.
 */
export async function demonstrate({ thunderbird: program, xpi }: Options): Promise<number> {
  const own = process.env.DISPLAY ? null : await startDisplay();
  const display = process.env.DISPLAY ?? own?.name ?? "";
  mkdirSync(".demo", { recursive: true });
  const backups = mkdtempSync(join(process.cwd(), ".demo", "backup-"));
  const dovecot = await startHousehold();
  line(
    `Thunderbird ${program.version}, a mail server on 127.0.0.1 and three accounts of an invented household.`,
  );
  line(own ? "There is no display, so Thunderbird runs under Xvfb." : "Close Thunderbird to end.");
  line();
  let thunderbird: Thunderbird | null = null;
  try {
    const profile = householdProfile(dovecot);
    thunderbird = await startThunderbird(
      { label: "Thunderbird", folder: program.folder },
      profile,
      display,
    );
    for (const [type, user] of [
      ["imap", ann],
      ["pop3", ann],
      ["pop3", bakery],
    ] as const) {
      await storeLogin(thunderbird, type, user, dovecot.password);
    }
    await answerFolderPicker(thunderbird, backups);
    await installAddon(thunderbird, copied(xpi));
    const code = await play(thunderbird, backups);
    if (!own) await thunderbird.ended;
    return code;
  } finally {
    await thunderbird?.quit().catch(() => thunderbird?.kill());
    await own?.stop();
    await dovecot.remove();
  }
}

/** Thunderbird installs from a copy, so that a new build does not pull the file from under it. */
function copied(xpi: string): string {
  const place = join(mkdtempSync(join(process.cwd(), ".demo", "addon-")), "postwacht.xpi");
  cpSync(xpi, place);
  return place;
}
