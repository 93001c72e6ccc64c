import type { Device, DeviceApp } from "../core/checkup/devices";
import { say } from "../ui/words";
import { WrittenDate } from "./written-date";

type Part = "see" | "keep" | "switch";

/** Outlook for Windows is two programs under one name. */
const programs = (app: DeviceApp): string[] =>
  app === "outlook" ? ["outlook_classic", "outlook_new"] : [app.replaceAll("-", "_")];

/** With IMAP there is nothing to set; where nobody knows, all of it may be needed. */
const parts: Record<Device["protocol"], Part[]> = {
  imap: ["see"],
  pop: ["keep", "switch"],
  unknown: ["see", "keep", "switch"],
};

/** The steps to the settings of another device, behind one line that opens them. */
export function DeviceSteps({ app, protocol }: Pick<Device, "app" | "protocol">) {
  return (
    <details>
      <summary>{say("steps_summary")}</summary>
      {programs(app).map((program) => (
        <div key={program} class="device-steps">
          <p class="program">{say(`steps_${program}_name`)}</p>
          <dl>
            {parts[protocol].map((part) => (
              <div key={part}>
                <dt>{say(`steps_${part}`)}</dt>
                <dd>{say(`steps_${program}_${part}`)}</dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
      <WrittenDate />
    </details>
  );
}
