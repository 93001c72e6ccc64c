import type { AccountFact } from "../core/checkup/snapshot";
import type { SettingChange } from "../core/fix/fix-plan";
import { has, number, say } from "./words";

/** One line: the same change of one setting of an account, or of several of its folders. */
interface Line {
  change: SettingChange;
  folders: string[];
}

interface Block {
  account: string;
  lines: Line[];
}

/** Changes by account; the same change of many folders is one line. */
function blocksOf(changes: readonly SettingChange[]): Block[] {
  const blocks = new Map<string, Block>();
  for (const change of changes) {
    const block = blocks.get(change.account) ?? { account: change.account, lines: [] };
    blocks.set(change.account, block);
    const same = block.lines.find(
      ({ change: other, folders }) =>
        other.setting === change.setting &&
        other.from === change.from &&
        other.to === change.to &&
        folders.length > 0 === (change.folder !== undefined),
    );
    const folders = change.folder === undefined ? [] : [change.folder];
    if (same) same.folders.push(...folders);
    else block.lines.push({ change, folders });
  }
  return [...blocks.values()];
}

/** The setting as Thunderbird's own pages call it. */
const settingWord = (name: string) => say(`setting_${name}`);

/** A value as people say it: a choice by its own words, a switch as on or off, a number as a number. */
function valueWord(name: string, value: SettingChange["to"]): string {
  const key = `setting_${name}_${String(value).replace("-", "minus_")}`;
  if (has(key)) return say(key);
  if (typeof value === "boolean") return say(value ? "setting_on" : "setting_off");
  return typeof value === "number" ? number(value) : value;
}

/** Exactly which settings change, from what to what, by account. */
export function ChangeList({
  changes,
  accounts,
  backwards = false,
}: {
  changes: readonly SettingChange[];
  accounts: AccountFact[];
  /** What was written was taken back: the old value stands there again. */
  backwards?: boolean;
}) {
  return (
    <ul class="changes">
      {blocksOf(changes).map(({ account, lines }) => (
        <li key={account}>
          <bdi class="who">{accounts.find(({ id }) => id === account)?.name ?? account}</bdi>
          <ul>
            {lines.map(({ change: { setting, from, to }, folders }) => (
              <li key={`${setting} ${from} ${to} ${folders.length > 0}`}>
                {say("fix_change", {
                  setting: settingWord(setting),
                  from: valueWord(setting, backwards ? to : from),
                  to: valueWord(setting, backwards ? from : to),
                })}
                <Folders folders={folders} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Folders({ folders }: { folders: string[] }) {
  if (folders.length === 0) return null;
  const list = (
    <ul class="folders">
      {folders.map((folder) => (
        <li key={folder}>
          <bdi>{folder}</bdi>
        </li>
      ))}
    </ul>
  );
  if (folders.length <= 3) return list;
  return (
    <details>
      <summary>{say("options_folders", { count: folders.length })}</summary>
      {list}
    </details>
  );
}
