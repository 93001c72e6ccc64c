import { wellFormed } from "../../part";
import { reason } from "../../reason";
import { check, type Found } from "../check";
import { eachServer } from "../each-server";
import { listed, someOf, type Unseen, unseenFolders } from "../folder-names";
import { partOf } from "../part-of";
import { type RetentionRule, retentionRule } from "../retention-rule";
import type { FolderFact } from "../snapshot";

interface RuledFolder {
  path: string;
  rule: NonNullable<RetentionRule>;
}

/**
 * Thunderbird itself deletes old mail, here and at the provider, past Trash. One finding for each
 * account, of its account-wide rule and of folders with their own: the most sweeping gives the kind.
 */
export const retentionDeletesOldMail = check({
  id: "retention-deletes-old-mail",
  needs: ["servers"],
  wants: ["accounts", "folders"],
  kinds: ["everything", "folders-everything", "age", "number", "folders"],
  action: "fix",
  settingsPage: "am-offline.xhtml",
  values: ["address", "days", "count", "folders"],
  find: (facts) =>
    eachServer(
      facts,
      ["imap", "ews", "pop3", "local"],
      ["retainBy"],
      ({ retainBy }, { account, subject, address, server }): Found => {
        const { retainDays, retainCount } = server.settings;
        const rule = retentionRule(retainBy, retainDays, retainCount);
        const folders = partOf(facts.folders, account);
        const { ruled, unseen } = ruledFolders(folders.ok ? folders.value : []);
        const notKnown = folders.ok
          ? unseenFolders(subject, unseen)
          : [{ subject, reason: folders.reason }];
        if (rule === undefined) notKnown.push({ subject, reason: reason("value-unreadable") });
        if (!rule && ruled.length === 0) return { findings: [], notKnown };

        const { values, of } = said(rule ?? null, ruled);
        const paths = ruled.map(({ path }) => path);
        return {
          findings: [
            {
              severity: "critical",
              subject: paths.length > 0 ? { ...subject, folders: paths } : subject,
              values: { ...values, address, folders: someOf(of) },
              facts: { rule: JSON.stringify(rule ?? null), folders: listed(ruled.map(asText)) },
            },
          ],
          notKnown,
        };
      },
    ),
});

const asText = ({ path, rule }: RuledFolder): string => JSON.stringify([path, rule]);

/** What the sentence is about, and the folders that it names. */
function said(rule: RetentionRule, ruled: readonly RuledFolder[]) {
  const emptied = ruled.filter((folder) => folder.rule.kind === "everything");
  const paths = (folders: readonly RuledFolder[]) => folders.map(({ path }) => path);
  if (rule?.kind === "everything") {
    return { values: { kind: "everything", days: 0, count: 0 }, of: [] };
  }
  if (emptied.length > 0) {
    const values = { kind: "folders-everything", days: 0, count: emptied.length };
    return { values, of: paths(emptied) };
  }
  if (rule?.kind === "age") {
    return { values: { kind: "age", days: rule.days, count: rule.days }, of: paths(ruled) };
  }
  if (rule) return { values: { kind: "number", days: 0, count: rule.count }, of: paths(ruled) };
  return { values: { kind: "folders", days: 0, count: ruled.length }, of: paths(ruled) };
}

/** Folders whose own rule deletes. One without its own follows its account, whatever stands there. */
function ruledFolders(folders: readonly FolderFact[]) {
  const ruled: RuledFolder[] = [];
  const unseen: Unseen[] = [];
  for (const folder of folders) {
    const retention = wellFormed(folder?.retention);
    if (!retention.ok) {
      unseen.push({ folder, why: retention.reason });
      continue;
    }
    const { own, by, days, count } = retention.value;
    const rule = own === false ? null : retentionRule(by, days, count);
    if (rule === undefined || typeof own !== "boolean" || typeof folder.path !== "string") {
      unseen.push({ folder, why: reason("value-unreadable") });
    } else if (rule) ruled.push({ path: folder.path, rule });
  }
  return { ruled, unseen };
}
