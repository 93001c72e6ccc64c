import { checks } from "../core/checkup/checks/index";
import { thresholdBounds } from "../core/checkup/thresholds";
import { Refusal, reasonOf } from "../core/refusal";
import type { Reply, Requests, RequestType } from "../protocol";
import { openImport } from "../thunderbird/address-books";
import { showInFileManager } from "../thunderbird/backup-disk";
import { hasExperiments } from "../thunderbird/calls";
import { goOffline, openAccountSettings } from "../thunderbird/mail-settings";
import { noteNews } from "./attention";
import { askedToOpen } from "./backup/asked-to-open";
import { startBackup } from "./backup/backup-job";
import { chooseBackupFolder } from "./backup/backup-root";
import { estimate, forgetEstimate } from "./backup/estimate";
import { findBackup } from "./backup/find-backup";
import { folderChoices } from "./backup/left-out-now";
import { missingNow } from "./backup/missing-list";
import { listOtherBackups, separateCopy, takeOver } from "./backup/other-backups";
import { allowAnother, choosePlace, forgetPlace, namePlace, useOtherStick } from "./backup/places";
import { runCheckUp } from "./check-up";
import { adviseOnAddress } from "./chooser";
import { startContacts } from "./contacts/export-job";
import { chooseContacts, contactsKept } from "./contacts/kept";
import { dismiss } from "./dismissals";
import { startExamination } from "./doctor/examine-job";
import { closeMboxes, listMboxes, openMboxes } from "./doctor/opened-mboxes";
import { startRepair } from "./doctor/repair-job";
import { applyFix, undoFix } from "./fix/apply";
import { freshPlan, freshUndoPlan } from "./fix/plan";
import { cancelJob, isWorking, jobStatus } from "./job";
import { listLooked, lookFoldersOf } from "./look/list";
import { readLooked, saveLooked } from "./look/read";
import { countNew } from "./move-house/count";
import { listMoves } from "./move-house/look";
import { lossOf } from "./move-house/loss";
import { beginMove, chooseNew, endMove, tickStep } from "./move-house/moves";
import { makeQuiet } from "./move-house/quiet";
import { listBackups, overview } from "./overview";
import { startRehearsal } from "./rehearse/rehearse-job";
import { saveReport } from "./report-file";
import { askFrom, planRestore } from "./restore/plan-restore";
import { goOnRestoring, startRestore } from "./restore/restore-job";
import { foldersForMail } from "./restore/target-choices";
import { checkSafeToDelete } from "./safe-to-delete/check";
import { chooseRhythm, scheduleNow } from "./schedule";
import { keepSettings, readSettings } from "./settings";
import { answerMailbox, askMailboxAgain, setDevices } from "./user-answers";
import { closeBackup, listReadings, openBackup } from "./verify/opened-backups";
import { backupIdFrom, startVerify } from "./verify/verify-job";
import { backgroundWords } from "./words";

type Handler<T extends RequestType> = (
  input: Requests[T]["input"],
) => Promise<Requests[T]["output"]>;

type Handlers = { [T in RequestType]: Handler<T> };

/** Where in Thunderbird's account settings what a check looks at stands. */
const settingsPage = (check: unknown) =>
  checks.find(({ id }) => id === check)?.settingsPage ?? "am-server.xhtml";

/** A list of ids from a page; null stands for all. */
function ids(value: unknown): string[] | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value) && value.every((id) => typeof id === "string")) return value;
  throw new Refusal("bad-request");
}

async function chooseFolder(input: Requests["backup.chooseFolder"]["input"]) {
  if (!hasExperiments()) throw new Refusal("experiment-absent");
  const chosen = await chooseBackupFolder(backgroundWords().say("backup_pick_folder"));
  // The popup may be gone by now: the system's dialog took its focus.
  if (chosen && input.thenStart) await startBackup(ids(input.thenStart.accounts), null);
  return chosen;
}

async function show(backupId: string): Promise<null> {
  const { rootId, folder } = await findBackup(backupId);
  await showInFileManager(rootId, folder);
  return null;
}

/** One entry for each request; a page can ask for nothing else. */
const handlers: Handlers = {
  "checkup.run": async () => {
    const report = await runCheckUp(true);
    await noteNews(false);
    return report;
  },
  overview,
  "settings.get": async () => ({ settings: await readSettings(), bounds: thresholdBounds }),
  "settings.set": ({ settings }) => {
    forgetEstimate();
    return keepSettings(settings);
  },
  "account.openSettings": async ({ account, check }) => {
    await openAccountSettings(String(account), settingsPage(check));
    return null;
  },
  "backup.chooseFolder": chooseFolder,
  "backup.estimate": ({ accounts }) => estimate(ids(accounts)),
  "backup.start": async ({ accounts, folders, openAnyway }) => {
    if (!hasExperiments()) throw new Refusal("experiment-absent");
    if (folders?.length === 0 || accounts?.length === 0) throw new Refusal("bad-request");
    if (openAnyway !== undefined) {
      if (accounts || folders) throw new Refusal("bad-request");
      const asked = await askedToOpen(openAnyway);
      return startBackup(asked.accounts, null, { openAnyway: asked.folders });
    }
    return startBackup(ids(accounts), ids(folders));
  },
  "backup.missing": missingNow,
  "backup.folders": ({ account }) => folderChoices(String(account)),
  "backup.list": listBackups,
  "backup.verify": ({ backupId }) => startVerify(backupIdFrom(backupId)),
  "backup.open": () => openBackup(backgroundWords().say("verify_pick_folder")),
  "backup.close": async ({ backupId }) => {
    await closeBackup(backupIdFrom(backupId));
    return null;
  },
  "backup.readings": listReadings,
  "safeToDelete.check": checkSafeToDelete,
  "look.folders": lookFoldersOf,
  "look.list": listLooked,
  "look.read": readLooked,
  "look.saveEml": saveLooked,
  "place.name": ({ place, name }) => namePlace(String(place), String(name)),
  "place.choose": ({ place }) => choosePlace(String(place)),
  "place.forget": ({ place }) => forgetPlace(String(place)),
  "place.useOther": ({ place }) => useOtherStick(String(place)),
  "place.orAnother": ({ allowed }) => allowAnother(allowed === true),
  "backup.others": listOtherBackups,
  "backup.takeOver": ({ place, folder }) => takeOver(String(place), String(folder)),
  "backup.separate": separateCopy,
  "schedule.get": scheduleNow,
  "schedule.set": ({ rhythm }) => chooseRhythm(rhythm),
  "backup.show": ({ backupId }) => show(backupId),
  "contacts.export": ({ folder }) => {
    if (folder !== "place" && folder !== "pick") throw new Refusal("bad-request");
    return startContacts(folder);
  },
  "contacts.get": contactsKept,
  "contacts.choose": ({ inEveryBackup }) => chooseContacts(inEveryBackup === true),
  "contacts.openImport": async () => {
    await openImport();
    return null;
  },
  "doctor.open": async ({ kind }) => {
    if (isWorking()) throw new Refusal("busy");
    const opened = await openMboxes(backgroundWords().say("doctor_pick"), kind);
    return opened && startExamination(opened.rootId);
  },
  "doctor.list": listMboxes,
  "doctor.examine": ({ rootId }) => startExamination(rootId),
  "doctor.repair": ({ rootId }) => startRepair(rootId, backgroundWords().say("doctor_pick_target")),
  "doctor.close": async ({ rootId }) => {
    await closeMboxes(rootId);
    return null;
  },
  "chooser.advise": adviseOnAddress,
  "fix.plan": async ({ findingId }) => (await freshPlan(String(findingId))).plan,
  "fix.apply": ({ findingId, planHash, knowingly }) =>
    applyFix(String(findingId), String(planHash), knowingly === true),
  "fix.planUndo": async ({ receiptId }) => (await freshUndoPlan(String(receiptId))).plan,
  "fix.undo": ({ receiptId, planHash }) =>
    undoFix(String(receiptId), planHash === undefined ? undefined : String(planHash)),
  "thunderbird.goOffline": async () => {
    await goOffline();
    return null;
  },
  "restore.plan": (input) => planRestore(askFrom(input)),
  "restore.start": (input) => startRestore(askFrom(input), input.knowingly === true),
  "restore.goOn": goOnRestoring,
  "restore.rehearse": ({ backupId, all }) => startRehearsal(backupIdFrom(backupId), all === true),
  "restore.folders": ({ account }) => foldersForMail(String(account)),
  "move.list": listMoves,
  "move.begin": beginMove,
  "move.end": endMove,
  "move.tick": tickStep,
  "move.chooseNew": chooseNew,
  "move.quiet": makeQuiet,
  "move.count": countNew,
  "move.loss": lossOf,
  "job.status": jobStatus,
  "job.cancel": async () => cancelJob() ?? jobStatus(),
  "finding.dismiss": dismiss,
  "report.save": saveReport,
  "mailbox.answer": answerMailbox,
  "mailbox.askAgain": askMailboxAgain,
  "devices.set": setDevices,
};

const isRequest = (message: unknown): message is { type: RequestType } =>
  typeof message === "object" &&
  message !== null &&
  "type" in message &&
  Object.hasOwn(handlers, String(message.type));

/** The reply to a message from a page; null where it is none of ours. */
export function reply(message: unknown): Promise<Reply<RequestType>> | null {
  if (!isRequest(message)) return null;
  const handle = handlers[message.type] as (input: unknown) => Promise<never>;
  return handle(message).then(
    (value): Reply<RequestType> => ({ ok: true, value }),
    (error: unknown) => {
      const why = reasonOf(error);
      if (why.code === "internal") console.error("Postwacht:", message.type, error);
      return { ok: false, error: why };
    },
  );
}
