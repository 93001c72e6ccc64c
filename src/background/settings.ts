import { type LeaveOut, nothingLeftOut } from "../core/backup/left-out";
import { defaultThresholds, type Thresholds, thresholdBounds } from "../core/checkup/thresholds";
import { defaultSettings, type Settings } from "../core/settings";
import { readStored, writeStored } from "../thunderbird/storage";
import { judgeAgain } from "./check-up";

/** What the user chose; limits that an earlier version did not know have their defaults. */
export async function readSettings(): Promise<Settings> {
  const { thresholds, notBackedUp, leaveOut } = (await readStored("settings")) ?? defaultSettings;
  return {
    thresholds: { ...defaultThresholds, ...thresholds },
    notBackedUp,
    leaveOut: { ...nothingLeftOut, ...leaveOut },
  };
}

/** As much of a choice of folders as makes sense; the rest stays as it was. */
function properChoice(wanted: LeaveOut | undefined, now: LeaveOut): LeaveOut {
  if (typeof wanted !== "object" || wanted === null) return now;
  const { trash, junk, folders } = wanted;
  const isFolder = (one: LeaveOut["folders"][number]) =>
    typeof one?.account === "string" && typeof one.path === "string";
  return {
    trash: typeof trash === "boolean" ? trash : now.trash,
    junk: typeof junk === "boolean" ? junk : now.junk,
    folders: Array.isArray(folders)
      ? folders.filter(isFolder).map(({ account, path }) => ({ account, path }))
      : now.folders,
  };
}

/** Keeps what a page sends as far as it makes sense, judges the mail by it, and answers what was kept. */
export async function keepSettings(wanted: Settings): Promise<Settings> {
  const now = await readSettings();
  const leftOut = Array.isArray(wanted?.notBackedUp) ? wanted.notBackedUp : now.notBackedUp;
  const thresholds = { ...now.thresholds };
  for (const [name, { least, most }] of Object.entries(thresholdBounds)) {
    const value: unknown = wanted?.thresholds?.[name as keyof Thresholds];
    if (typeof value !== "number" || !Number.isInteger(value)) continue;
    if (value >= least && value <= most) thresholds[name as keyof Thresholds] = value;
  }
  const settings = {
    thresholds,
    notBackedUp: leftOut.filter((id) => typeof id === "string"),
    leaveOut: properChoice(wanted?.leaveOut, now.leaveOut),
  };
  await writeStored("settings", settings);
  await judgeAgain();
  return settings;
}
