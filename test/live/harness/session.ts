import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Job } from "../../../src/core/job";
import { answerFolderPicker } from "./backup-folder";
import { startDisplay } from "./display";
import type { Dovecot } from "./dovecot";
import { request } from "./pages";
import { sleep } from "./processes";
import {
  installAddon,
  loginsWritten,
  type Program,
  screenshot,
  startThunderbird,
  storeLogin,
  type Thunderbird,
} from "./thunderbird";

/** A login that Thunderbird knows from its first start on. */
export interface Login {
  type: "imap" | "pop3";
  user: string;
}

/** A display, a profile, a Thunderbird with the add-on, and a folder for backups; all gone after `end`. */
export interface Session {
  thunderbird: Thunderbird;
  display: string;
  profile: string;
  /** The folder that the folder picker answers with. */
  backups: string;
  dovecot: Dovecot;
  /** Starts Thunderbird again on the same profile, after `thunderbird.kill()` or `quit()`. */
  restart: () => Promise<void>;
  end: () => Promise<void>;
}

export const program = (): Program => ({
  label: "Thunderbird",
  folder: process.env.POSTWACHT_THUNDERBIRD ?? "/usr/lib/thunderbird",
});

/** The built add-on: the one that the test runner names, else the one in dist/. */
export function builtXpi(edition: "full" | "without-experiments"): string {
  const named =
    edition === "full" ? process.env.POSTWACHT_XPI : process.env.POSTWACHT_XPI_WITHOUT_EXPERIMENTS;
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  const suffix = edition === "full" ? "" : "-without-experiments";
  return named ?? join(process.cwd(), `dist/postwacht-${version}${suffix}.xpi`);
}

/** Starts a Thunderbird with the add-on on a profile. The server must run already. */
export async function startSession(
  dovecot: Dovecot,
  profile: string,
  logins: Login[],
  xpi = builtXpi("full"),
): Promise<Session> {
  const display = await startDisplay();
  const backups = mkdtempSync(join(tmpdir(), "postwacht-backups-"));
  const session: Session = {
    thunderbird: null as unknown as Thunderbird,
    display: display.name,
    profile,
    backups,
    dovecot,
    restart: async () => {
      session.thunderbird = await startThunderbird(program(), profile, display.name);
      await answerFolderPicker(session.thunderbird, backups);
    },
    end: async () => {
      await session.thunderbird?.quit().catch(() => session.thunderbird.kill());
      await display.stop();
      await dovecot.remove();
      for (const folder of [profile, backups]) rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await session.restart();
    for (const { type, user } of logins) {
      await storeLogin(session.thunderbird, type, user, dovecot.password);
    }
    await installAddon(session.thunderbird, xpi);
    if (logins.length > 0) await loginsWritten(session.thunderbird);
    return session;
  } catch (error) {
    await session.end().catch(() => undefined);
    throw error;
  }
}

/** Keeps a picture of the screen and what Thunderbird printed, for a person who looks into a failure. */
export async function keepEvidence(session: Session, name: string): Promise<string> {
  const folder = join(process.cwd(), ".cache/evidence");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name.replace(/[^a-z0-9]+/gi, "-")}.png`);
  await screenshot(session.thunderbird, file);
  return `${file}\n${session.thunderbird.output().slice(-3000)}`;
}

/** Chooses the backup folder and starts a backup from the settings page; answers the job when it has ended. */
export async function backUp(
  session: Session,
  input: { accounts?: string[]; folders?: string[] } = {},
  timeoutMs?: number,
): Promise<Job> {
  await request(session.thunderbird, "options", { type: "backup.chooseFolder" });
  await request(session.thunderbird, "options", { type: "backup.start", ...input });
  return jobEnd(session, timeoutMs);
}

export const jobNow = (session: Session): Promise<Job> =>
  request<Job>(session.thunderbird, "options", { type: "job.status" });

/** Waits until the job that runs has ended. */
export async function jobEnd(session: Session, timeoutMs = 150_000): Promise<Job> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const job = await jobNow(session);
    if (job && job.state !== "running") return job;
    if (Date.now() > end) throw new Error(`the job did not end: ${JSON.stringify(job)}`);
    await sleep(200);
  }
}
