import type { AccountFact } from "../core/checkup/snapshot";
import type { MessageChoice, Selection } from "../core/restore/selection";
import type { Requests } from "../protocol";
import type { RestoreFolder } from "../protocol/restore";
import { say } from "../ui/words";

export type Folders = Requests["look.folders"]["output"];

/** What somebody has chosen so far. */
export interface Choice {
  backupId: string;
  /** Ids of folders; null for all. */
  folders: string[] | null;
  /** Single messages; then nothing else. */
  messages: MessageChoice[] | null;
  withGone: boolean;
  account: string;
  /** The URI of a folder; empty for a new one. */
  target: string;
}

export const nothingChosen: Choice = {
  ...{ backupId: "", folders: null, messages: null, withGone: false },
  ...{ account: "", target: "" },
};

/** The choice as a request has it. */
export const requestOf = (choice: Choice) => {
  const { backupId, folders, messages, withGone, account, target } = choice;
  const select: Selection = {
    ...(messages ? { messages } : {}),
    ...(folders ? { folders } : {}),
    ...(withGone ? { withGone } : {}),
  };
  return { backupId, select, target: { account, ...(target ? { folder: target } : {}) } };
};

interface Option {
  id: string;
  text: string;
}

interface ListProps {
  label: string;
  value: string;
  first: string;
  options: Option[];
  choose: (id: string) => void;
}

function List({ label, value, first, options, choose }: ListProps) {
  return (
    <label class="field">
      {label}
      <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{first}</option>
        {options.map(({ id, text }) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

interface WhatProps {
  folders: Folders;
  choice: Choice;
  change: (part: Partial<Choice>) => void;
}

/** All folders of the backup, or those that are ticked. */
function What({ folders, choice, change }: WhatProps) {
  const chosen = choice.folders;
  const tick = (id: string, on: boolean) => {
    const others = (chosen ?? []).filter((one) => one !== id);
    change({ folders: on ? [...others, id] : others });
  };
  return (
    <fieldset>
      <legend>{say("restore_what")}</legend>
      <label>
        <input
          type="radio"
          name="restore-what"
          checked={chosen === null}
          onChange={() => change({ folders: null })}
        />
        {say("restore_all")}
      </label>
      <label>
        <input
          type="radio"
          name="restore-what"
          checked={chosen !== null}
          onChange={() => change({ folders: [] })}
        />
        {say("restore_some")}
      </label>
      {chosen !== null &&
        folders.folders.map(({ id, name, messages }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) => tick(id, event.currentTarget.checked)}
            />
            {messages === null ? name : say("restore_folder_count", { name, count: messages })}
          </label>
        ))}
      <label>
        <input
          type="checkbox"
          checked={choice.withGone}
          onChange={(event) => change({ withGone: event.currentTarget.checked })}
        />
        {say("restore_with_gone")}
      </label>
    </fieldset>
  );
}

interface Props {
  choice: Choice;
  change: (part: Partial<Choice>) => void;
  backups: Option[];
  folders: Folders | null;
  accounts: AccountFact[];
  targets: RestoreFolder[];
}

/** What is to be put back, and where. */
export function RestoreForm({ choice, change, backups, folders, accounts, targets }: Props) {
  const able = accounts.filter(({ type }) => ["local", "imap", "pop3"].includes(type));
  return (
    <>
      <List
        label={say("restore_backup")}
        first={say("restore_choose")}
        value={choice.backupId}
        options={backups}
        choose={(backupId) => change({ backupId, folders: null, messages: null })}
      />
      {folders && choice.messages && (
        <div class="actions">
          <span>{say("restore_picked", { count: choice.messages.length })}</span>
          <button type="button" onClick={() => change({ messages: null })}>
            {say("restore_not_picked")}
          </button>
        </div>
      )}
      {folders && !choice.messages && <What folders={folders} choice={choice} change={change} />}
      {folders && (
        <List
          label={say("restore_account")}
          first={say("restore_choose")}
          value={choice.account}
          options={able.map(({ id, name }) => ({ id, text: name }))}
          choose={(account) => change({ account, target: "" })}
        />
      )}
      {folders && choice.account !== "" && (
        <List
          label={say("restore_target")}
          first={say("restore_new_folder")}
          value={choice.target}
          options={targets.map(({ uri, name }) => ({ id: uri, text: name }))}
          choose={(target) => change({ target })}
        />
      )}
    </>
  );
}
