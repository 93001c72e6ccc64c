import { useEffect, useState } from "preact/hooks";
import type { AccountFact } from "../core/checkup/snapshot";
import type { Reason } from "../core/reason";
import type { Settings } from "../core/settings";
import { ask } from "../ui/ask";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";

interface Props {
  accounts: AccountFact[];
  /** The report may have changed. */
  changed: () => void;
}

/** Fewer days than a week on the server warns too late; a backup of more than a year ago is none. */
const bounds: Record<"popDays" | "backupDays", { min: number; max: number }> = {
  popDays: { min: 7, max: 365 },
  backupDays: { min: 1, max: 365 },
};

interface DaysProps {
  name: keyof typeof bounds;
  label: string;
  help: string;
  value: number;
  save: (days: number) => void;
}

function Days({ name, label, help, value, save }: DaysProps) {
  const { min, max } = bounds[name];
  const [wrong, setWrong] = useState(false);

  function change(event: Event & { currentTarget: HTMLInputElement }) {
    const days = event.currentTarget.valueAsNumber;
    const sound = Number.isInteger(days) && days >= min && days <= max;
    setWrong(!sound);
    if (sound) save(days);
  }

  return (
    <div class="field">
      <label for={name}>{label}</label>
      <span class="days">
        <input
          id={name}
          type="number"
          min={min}
          max={max}
          step={1}
          value={value}
          aria-describedby={`${name}-help`}
          aria-invalid={wrong}
          onChange={change}
        />{" "}
        {say("options_days")}
      </span>
      <p id={`${name}-help`} class={wrong ? "trouble" : "secondary"}>
        {wrong ? say("options_bounds", { least: min, most: max }) : help}
      </p>
    </div>
  );
}

const canBeBackedUp = ({ type }: AccountFact) => type !== "nntp" && type !== "rss";

/** What the user may choose. Every choice is kept at once; there is nothing to save. */
export function SettingsSection({ accounts, changed }: Props) {
  const [settings, setSettings] = useState<Settings | null>(null);
  const [error, setError] = useState<Reason | null>(null);

  useEffect(() => {
    void ask("settings.get", {}).then((reply) =>
      reply.ok ? setSettings(reply.value) : setError(reply.error),
    );
  }, []);

  async function keep(next: Settings) {
    setSettings(next);
    const reply = await ask("settings.set", { settings: next });
    setError(reply.ok ? null : reply.error);
    if (!reply.ok) return;
    setSettings(reply.value);
    changed();
  }

  function include(id: string, included: boolean) {
    if (!settings) return;
    const others = settings.notBackedUp.filter((one) => one !== id);
    void keep({ ...settings, notBackedUp: included ? others : [...others, id] });
  }

  function days(name: keyof typeof bounds, value: number) {
    if (!settings) return;
    void keep({ ...settings, thresholds: { ...settings.thresholds, [name]: value } });
  }

  return (
    <section id="settings" tabIndex={-1} aria-labelledby="settings-title">
      <h2 id="settings-title">{say("options_settings")}</h2>
      <Trouble error={error} />
      {settings && (
        <>
          <fieldset>
            <legend>{say("options_accounts")}</legend>
            {accounts.filter(canBeBackedUp).map(({ id, name }) => (
              <label key={id} class="choice">
                <input
                  type="checkbox"
                  checked={!settings.notBackedUp.includes(id)}
                  onChange={(event) => include(id, event.currentTarget.checked)}
                />
                <bdi>{name}</bdi>
              </label>
            ))}
          </fieldset>
          <h3>{say("options_thresholds")}</h3>
          <Days
            name="popDays"
            label={say("options_pop_days")}
            help={say("options_pop_days_help")}
            value={settings.thresholds.popDays}
            save={(value) => days("popDays", value)}
          />
          <Days
            name="backupDays"
            label={say("options_backup_days")}
            help={say("options_backup_days_help")}
            value={settings.thresholds.backupDays}
            save={(value) => days("backupDays", value)}
          />
        </>
      )}
    </section>
  );
}
