import type { Device } from "../core/checkup/devices";
import { say } from "../ui/words";
import { DeviceSteps } from "./device-steps";

/** What a device does with the mail at the provider, in one sentence; nothing where that is not known. */
function staysSentence({ protocol, daysOnServer }: Device): string {
  if (protocol === "imap") return say("devices_reads_imap");
  if (protocol === "unknown") return say("devices_reads_unknown");
  if (daysOnServer === "always") return say("devices_pop_always");
  if (daysOnServer === "unknown") return say("devices_pop_unknown");
  return daysOnServer === 0
    ? say("devices_pop_at_once")
    : say("devices_pop_days", { count: daysOnServer });
}

interface Props {
  device: Device;
  change: () => void;
  remove: () => void;
}

/** One device as the user told it. Its own steps stand below what it does. */
export function DeviceItem({ device, change, remove }: Props) {
  const { name, kind, app } = device;
  return (
    <>
      <div class="heading">
        <h4 class="name">
          <bdi>{name}</bdi>
        </h4>
        <div class="actions">
          <button type="button" aria-label={say("devices_change_named", { name })} onClick={change}>
            {say("devices_change")}
          </button>
          <button type="button" aria-label={say("devices_remove_named", { name })} onClick={remove}>
            {say("devices_remove")}
          </button>
        </div>
      </div>
      <p class="secondary">
        {say(`devices_kind_${kind}`)}, {say(`devices_${app.replaceAll("-", "_")}_app`)}
      </p>
      <p>{staysSentence(device)}</p>
      <DeviceSteps app={app} protocol={device.protocol} />
    </>
  );
}
