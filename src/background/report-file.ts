import { reportFile, reportJson } from "../core/checkup/report-file";
import { Refusal } from "../core/refusal";
import type { Requests } from "../protocol";
import { listAccounts } from "../thunderbird/accounts";
import { saveDownload } from "../thunderbird/downloads";
import { programVersions } from "../thunderbird/event-page";
import { readStored } from "../thunderbird/storage";
import { backgroundWords } from "./words";

/** Saves the stored report where downloads go, and answers where that is. */
export async function saveReport({
  format,
}: Requests["report.save"]["input"]): Promise<{ name: string }> {
  const report = await readStored("report");
  if (!report || (format !== "json" && format !== "html")) throw new Refusal("bad-request");
  const file = {
    report,
    accounts: await listAccounts(),
    dismissed: (await readStored("dismissed")) ?? {},
    program: await programVersions(),
  };
  const day = new Date(report.takenAt);
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  const date = parts.map((part) => String(part).padStart(2, "0")).join("-");
  const [text, type] =
    format === "json"
      ? [reportJson(file), "application/json"]
      : [reportFile(file, backgroundWords()), "text/html"];
  return { name: await saveDownload(`postwacht-${date}.${format}`, text, type) };
}
