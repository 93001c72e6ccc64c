import { badgeCount, newsIn } from "../core/checkup/attention";
import { listAccounts } from "../thunderbird/accounts";
import { showBadge } from "../thunderbird/badge";
import { notify } from "../thunderbird/notifications";
import { readStored, writeStored } from "../thunderbird/storage";
import { backgroundWords } from "./words";

/** Brings the number on the toolbar button up to date with the report, the last job and what was put aside. */
export async function countForBadge(): Promise<void> {
  const dismissed = (await readStored("dismissed")) ?? {};
  const job = (await readStored("job"))?.job ?? null;
  await showBadge(badgeCount(await readStored("report"), dismissed, job));
}

/**
 * Compares the report with what was seen before. With `aloud` the user is told of what is new and
 * serious; without it he is looking at the report already.
 */
export async function noteNews(aloud: boolean): Promise<void> {
  const report = await readStored("report");
  if (!report) return;
  const dismissed = (await readStored("dismissed")) ?? {};
  const { news, seen } = newsIn(report, dismissed, await readStored("seen"));
  await writeStored("seen", seen);
  const [worst, ...others] = news;
  if (!aloud || !worst) return;
  const { say, check } = backgroundWords();
  const accounts = await listAccounts();
  const owner = accounts.find(({ id }) => worst.subject.accounts.includes(id));
  const sentences = [
    check(worst.check, "what", worst.values),
    check(worst.check, "effect", worst.values),
    ...(others.length > 0 ? [say("notification_more", { count: others.length })] : []),
  ];
  await notify(
    worst.id,
    worst.subject.address ?? owner?.name ?? say("popup_this_thunderbird"),
    sentences.join(" "),
  );
}
