import { type Part, wellFormed } from "../../part";
import { reason } from "../../reason";
import { check } from "../check";
import { eachServer } from "../each-server";
import { comparedWith, mailboxReaders, type Reader } from "../mailbox-readers";
import { daysLeft, retentionSettings } from "../pop-retention";
import type { NotKnown } from "../report";
import type { QuotaFact } from "../snapshot";

/**
 * Nothing that this account fetched ever leaves the server. How full the mailbox is only IMAP
 * tells, so it is known where an IMAP account here reads the same one.
 */
export const popServerNeverCleaned = check({
  id: "pop-server-never-cleaned",
  needs: ["servers"],
  wants: ["accounts", "quotas"],
  kinds: ["room", "full"],
  settingsPage: "am-server.xhtml",
  values: ["address", "percent"],
  find(facts) {
    const { accounts, servers, quotas, mailboxAnswers, thresholds, takenAt } = facts;
    const readers = mailboxReaders(accounts, { ok: true, value: servers, at: takenAt });
    const compare = comparedWith(mailboxAnswers);
    const twins = (pop: string): Reader[] => {
      const own = readers.find(({ id }) => id === pop);
      if (!own) return [];
      return readers.filter((each) => each.type === "imap" && compare(own, each) === "sure");
    };
    const settings = [...retentionSettings, "deleteFollowsLocal"] as const;
    return eachServer(facts, ["pop3"], settings, (values, { account, subject, address }) => {
      const stays = daysLeft(values) === Number.POSITIVE_INFINITY && !values.deleteFollowsLocal;
      // The number 0, which Thunderbird takes for never, is told by pop-days-invalid.
      if (!stays || values.deleteByAge) return null;
      const beside = twins(account);
      const full = beside.map((twin) => ({ twin, percent: percentOf(twin.id, quotas) }));
      const percent = Math.max(0, ...full.map(({ percent: part }) => (part.ok ? part.value : 0)));
      const kind = percent > thresholds.mailboxPercent ? "full" : "room";
      return {
        findings: [
          {
            severity: kind === "full" ? "high" : "low",
            subject: { ...subject, accounts: [account, ...beside.map(({ id }) => id)] },
            values: { kind, address, percent },
            facts: { kind },
          },
        ],
        notKnown: full.flatMap(({ twin, percent: part }): NotKnown[] =>
          part.ok ? [] : [{ subject: twin.subject, reason: part.reason }],
        ),
      };
    });
  },
});

/** How full a mailbox is; 0 where its server sets no limit. */
function percentOf(account: string, quotas: Part<Record<string, Part<QuotaFact[]>>>): Part<number> {
  const part = quotas.ok ? wellFormed(quotas.value[account]) : quotas;
  if (!part.ok) return part;
  const list = Array.isArray(part.value) ? part.value : [null];
  const percents = list.map((quota) => (quota ? (quota.usedKb / quota.limitKb) * 100 : Number.NaN));
  if (!percents.every((percent) => Number.isFinite(percent) && percent >= 0)) {
    return { ok: false, reason: reason("value-unreadable") };
  }
  return { ok: true, value: Math.round(Math.max(0, ...percents)), at: part.at };
}
