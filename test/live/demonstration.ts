import { cpSync, mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { Job } from "../../src/core/job";
import type { Overview } from "../../src/protocol";
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
  const buttons =
    /^(Keep mail on the server|Open server settings|Why\?|Back up now|Full report and settings)$/;
  return text.split("\n").filter((row) => row.trim() !== "" && !buttons.test(row.trim()));
}

const backUpButton = "section.backup .actions button";
const mainButton = ".card .actions button";
const confirmButton = ".fix button.main";

/** Presses a button of the popup as soon as it is there and can be pressed; answers what it says. */
const press = (thunderbird: Thunderbird, selector: string): Promise<string> =>
  until(`the button ${selector} in the popup`, () =>
    inPage<string | null>(
      thunderbird,
      "popup",
      `const button = document.querySelector(args[0]);
       if (!button || button.disabled) return null;
       const label = button.textContent;
       button.click();
       return label;`,
      selector,
    ),
  );

/** What stands in the popup's panel for a change, once it says what it will write. */
const readPanel = (thunderbird: Thunderbird): Promise<string[]> =>
  until("what the button will change", () =>
    inPage<string[] | null>(
      thunderbird,
      "popup",
      `const rows = [...document.querySelectorAll(".fix li")].map(one => one.innerText);
       return document.querySelector(".fix li") ? rows : null;`,
    ),
  );

/** Mends the most serious finding with its own button, as a person would. */
async function mend(thunderbird: Thunderbird): Promise<void> {
  await openPopup(thunderbird);
  line(`Pressing “${await press(thunderbird, mainButton)}” in the popup:`);
  for (const row of await readPanel(thunderbird)) line(`  ${row.replaceAll("\n", " ")}`);
  line(`Pressing “${await press(thunderbird, confirmButton)}”.`);
  await until("the check-up after it", async () => {
    const { report } = await request<Overview>(thunderbird, "options", { type: "overview" });
    const findings = report?.outcomes.flatMap((outcome) => outcome.findings) ?? [];
    return findings.every(({ severity }) => severity !== "critical");
  });
  await openPopup(thunderbird);
  const [headline] = (await pageText(thunderbird, "popup")).split("\n");
  line(`Now the popup says: ${headline}`);
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
  await press(thunderbird, backUpButton);
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
  line();
  await mend(thunderbird);
  return 0;
}

/**
 * The main job with demonstration mailboxes. With a display Thunderbird stays open until it is closed; without
 * one everything runs under Xvfb and ends. Answers the exit code.
 */
export async function demonstrate({ thunderbird: program, xpi }: Options): Promise<number> {
  const own = process.env.DISPLAY ? null : await startDisplay();
  const display = own?.name ?? process.env.DISPLAY ?? "";
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
