import { useEffect, useRef, useState } from "preact/hooks";
import type { Device, DeviceApp, DeviceKind } from "../core/checkup/devices";
import { say } from "../ui/words";

const kinds: DeviceKind[] = ["phone", "tablet", "computer"];

/** The programs that there are for each kind, the likeliest first. */
const apps: Record<DeviceKind, DeviceApp[]> = {
  phone: ["iphone", "gmail-app", "samsung", "outlook", "thunderbird", "other"],
  tablet: ["iphone", "gmail-app", "samsung", "outlook", "thunderbird", "other"],
  computer: ["outlook", "thunderbird", "apple-mail", "other"],
};

const protocols: Device["protocol"][] = ["imap", "pop", "unknown"];

type Stays = "unknown" | "always" | "at_once" | "days";
const stays: Stays[] = ["unknown", "always", "at_once", "days"];

/** What the three kinds of answer about days look like in the form. */
function staysOf(device: Device | null): Stays {
  const days = device?.daysOnServer ?? "unknown";
  if (days === "always" || days === "unknown") return days;
  return days === 0 ? "at_once" : "days";
}

const daysOf = (answer: Stays, days: number): Device["daysOnServer"] =>
  answer === "days" ? days : answer === "at_once" ? 0 : answer;

interface Props {
  /** The device that is changed; null for a new one. */
  device: Device | null;
  save: (device: Device) => void;
  cancel: () => void;
}

/** Asks what a device is and how it reads mail. What the user does not know, he may leave unknown. */
export function DeviceForm({ device, save, cancel }: Props) {
  const [kind, setKind] = useState<DeviceKind>(device?.kind ?? "phone");
  const [app, setApp] = useState<DeviceApp>(device?.app ?? "iphone");
  const [protocol, setProtocol] = useState(device?.protocol ?? "unknown");
  const [answer, setAnswer] = useState(staysOf(device));
  const [days, setDays] = useState(
    typeof device?.daysOnServer === "number" && device.daysOnServer > 0 ? device.daysOnServer : 14,
  );
  const [name, setName] = useState(device?.name ?? "");
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);

  function choose(next: DeviceKind) {
    setKind(next);
    if (!apps[next].includes(app)) setApp(apps[next][0] ?? "other");
  }

  function submit(event: Event) {
    event.preventDefault();
    save({
      id: device?.id ?? crypto.randomUUID(),
      name: name.trim() || say(`devices_kind_${kind}`),
      kind,
      app,
      protocol,
      daysOnServer: protocol === "imap" ? "always" : daysOf(answer, days),
    });
  }

  return (
    <form class="device" onSubmit={submit}>
      <fieldset class="order">
        <legend>{say("devices_kind")}</legend>
        {kinds.map((one) => (
          <label key={one} class="choice">
            <input
              {...(one === kind ? { ref: first } : {})}
              type="radio"
              name="device-kind"
              checked={kind === one}
              onChange={() => choose(one)}
            />
            {say(`devices_kind_${one}`)}
          </label>
        ))}
      </fieldset>
      <label class="field">
        {say("devices_app")}
        <select value={app} onChange={(event) => setApp(event.currentTarget.value as DeviceApp)}>
          {apps[kind].map((one) => (
            <option key={one} value={one}>
              {say(`devices_${one.replaceAll("-", "_")}_app`)}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        {say("devices_protocol")}
        <select
          value={protocol}
          onChange={(event) => setProtocol(event.currentTarget.value as Device["protocol"])}
        >
          {protocols.map((one) => (
            <option key={one} value={one}>
              {say(`devices_protocol_${one}`)}
            </option>
          ))}
        </select>
      </label>
      {protocol !== "imap" && (
        <label class="field">
          {say("devices_stays")}
          <select
            value={answer}
            onChange={(event) => setAnswer(event.currentTarget.value as Stays)}
          >
            {stays.map((one) => (
              <option key={one} value={one}>
                {say(`devices_stays_${one}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      {protocol !== "imap" && answer === "days" && (
        <label class="field">
          {say("devices_days")}
          <input
            type="number"
            min={1}
            max={9999}
            step={1}
            required
            value={days}
            onInput={(event) => setDays(event.currentTarget.valueAsNumber)}
          />
        </label>
      )}
      <label class="field">
        {say("devices_name")}
        <input
          type="text"
          maxLength={60}
          placeholder={say(`devices_kind_${kind}`)}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <div class="actions">
        <button type="submit" class="main">
          {say("devices_save")}
        </button>
        <button type="button" onClick={cancel}>
          {say("fix_cancel")}
        </button>
      </div>
    </form>
  );
}
