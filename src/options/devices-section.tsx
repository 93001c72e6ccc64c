import { useState } from "preact/hooks";
import type { Device } from "../core/checkup/devices";
import type { Reason } from "../core/reason";
import type { Overview } from "../protocol";
import { ask } from "../ui/ask";
import { mailAddresses } from "../ui/standing";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";
import { DeviceForm } from "./device-form";
import { DeviceItem } from "./device-item";
import { MailboxAnswers } from "./mailbox-answers";

interface AddressProps {
  address: string;
  /** Null where the user was not asked yet. */
  devices: Device[] | null;
  here: boolean;
  reload: () => Promise<void>;
}

/** The other devices of one address: what the user told, and the way to change it. */
function AddressDevices({ address, devices, here, reload }: AddressProps) {
  /** Id of the device that is changed; empty for one that is added. */
  const [editing, setEditing] = useState<string | null>(null);
  const [error, setError] = useState<Reason | null>(null);
  const id = `devices=${address}`;
  const told = devices ?? [];

  async function keep(next: Device[]) {
    const reply = await ask("devices.set", { address, devices: next });
    setError(reply.ok ? null : reply.error);
    if (!reply.ok) return;
    setEditing(null);
    await reload();
  }

  const save = (device: Device) =>
    keep(
      told.some((one) => one.id === device.id)
        ? told.map((one) => (one.id === device.id ? device : one))
        : [...told, device],
    );
  const form = (device: Device | null) => (
    <DeviceForm device={device} save={(one) => void save(one)} cancel={() => setEditing(null)} />
  );

  return (
    <section
      id={id}
      tabIndex={-1}
      class={here ? "address here" : "address"}
      aria-label={say("devices_of", { address })}
    >
      <h3>
        <bdi>{address}</bdi>
      </h3>
      {devices === null && <p>{say("devices_question", { address })}</p>}
      {devices?.length === 0 && <p>{say("devices_none")}</p>}
      {told.length > 0 && (
        <ul class="devices">
          {told.map((device) => (
            <li key={device.id}>
              {editing === device.id ? (
                form(device)
              ) : (
                <DeviceItem
                  device={device}
                  change={() => setEditing(device.id)}
                  remove={() => void keep(told.filter((one) => one.id !== device.id))}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {editing === "" ? (
        form(null)
      ) : (
        <div class="actions">
          <button
            type="button"
            aria-label={say("devices_add_to", { address })}
            onClick={() => setEditing("")}
          >
            {say("devices_add")}
          </button>
          {devices === null && (
            <button
              type="button"
              aria-label={say("devices_no_others_of", { address })}
              onClick={() => void keep([])}
            >
              {say("devices_no_others")}
            </button>
          )}
        </div>
      )}
      <Trouble error={error} />
    </section>
  );
}

interface Props {
  overview: Overview;
  place: string;
  reload: () => Promise<void>;
}

/** Which other devices read each address: Thunderbird cannot see them, so the user is asked. */
export function DevicesSection({ overview, place, reload }: Props) {
  const addresses = mailAddresses(overview.accounts);
  const toldOf = (address: string) => {
    const spelling = Object.keys(overview.devices).find(
      (one) => one.toLowerCase() === address.toLowerCase(),
    );
    return spelling === undefined ? null : (overview.devices[spelling] ?? null);
  };
  return (
    <section id="devices" tabIndex={-1} aria-labelledby="devices-title">
      <h2 id="devices-title">{say("options_devices")}</h2>
      <p>{say("devices_explained")}</p>
      <p class="secondary">{say("devices_private")}</p>
      {addresses.length === 0 && <p>{say("popup_nothing_configured")}</p>}
      {addresses.map((address) => (
        <AddressDevices
          key={address}
          address={address}
          devices={toldOf(address)}
          here={place === `devices=${address}`}
          reload={reload}
        />
      ))}
      <MailboxAnswers
        answers={overview.mailboxAnswers}
        accounts={overview.accounts}
        reload={reload}
      />
    </section>
  );
}
