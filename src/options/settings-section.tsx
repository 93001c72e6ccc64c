import { useEffect, useState } from "preact/hooks";
import type { AccountFact } from "../core/checkup/snapshot";
import type { Thresholds } from "../core/checkup/thresholds";
import type { Reason } from "../core/reason";
import type { Settings } from "../core/settings";
import type { ChosenSettings } from "../protocol";
import { ask } from "../ui/ask";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";
import { LimitField } from "./limit-field";

/** Each limit with what its number counts; its words are `options_<name>` and `options_<name>_help`. */
const limits: [keyof Thresholds, "days" | "percent" | "gb"][] = [
  ["popDays", "days"],
  ["leavingDays", "days"],
  ["backupDays", "days"],
  ["junkDays", "days"],
  ["mailboxPercent", "percent"],
  ["freeGb", "gb"],
  ["fileGb", "gb"],
];

/** Thunderbird's keys know no capitals. */
const inKey = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const canBeBackedUp = ({ type }: AccountFact) => type !== "nntp" && type !== "rss";

/** What the user may choose. Every choice is kept at once; there is nothing to save. */
export function SettingsSection({ accounts }: { accounts: AccountFact[] }) {
  const [chosen, setChosen] = useState<ChosenSettings | null>(null);
  const [error, setError] = useState<Reason | null>(null);

  useEffect(() => {
    void ask("settings.get", {}).then((reply) =>
      reply.ok ? setChosen(reply.value) : setError(reply.error),
    );
  }, []);

  async function keep(next: Settings) {
    const show = (settings: Settings) => setChosen((now) => now && { ...now, settings });
    show(next);
    const reply = await ask("settings.set", { settings: next });
    setError(reply.ok ? null : reply.error);
    if (reply.ok) show(reply.value);
  }

  function include({ settings }: ChosenSettings, id: string, included: boolean) {
    const others = settings.notBackedUp.filter((one) => one !== id);
    void keep({ ...settings, notBackedUp: included ? others : [...others, id] });
  }

  function limit({ settings }: ChosenSettings, name: keyof Thresholds, value: number) {
    void keep({ ...settings, thresholds: { ...settings.thresholds, [name]: value } });
  }

  return (
    <section id="settings" tabIndex={-1} aria-labelledby="settings-title">
      <h2 id="settings-title">{say("options_settings")}</h2>
      <Trouble error={error} />
      {chosen && (
        <>
          <fieldset>
            <legend>{say("options_accounts")}</legend>
            {accounts.filter(canBeBackedUp).map(({ id, name }) => (
              <label key={id} class="choice">
                <input
                  type="checkbox"
                  checked={!chosen.settings.notBackedUp.includes(id)}
                  onChange={(event) => include(chosen, id, event.currentTarget.checked)}
                />
                <bdi>{name}</bdi>
              </label>
            ))}
          </fieldset>
          <h3>{say("options_thresholds")}</h3>
          {limits.map(([name, unit]) => (
            <LimitField
              key={name}
              id={name}
              label={say(`options_${inKey(name)}`)}
              help={say(`options_${inKey(name)}_help`)}
              unit={say(`options_unit_${unit}`)}
              bounds={chosen.bounds[name]}
              value={chosen.settings.thresholds[name]}
              save={(value) => limit(chosen, name, value)}
            />
          ))}
        </>
      )}
    </section>
  );
}
