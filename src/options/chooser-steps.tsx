import type { Report } from "../core/checkup/report";
import type { AccountFact } from "../core/checkup/snapshot";
import type { ChooserAdvice, Plan, Step, StepCode } from "../core/chooser/advice";
import { findingHash } from "../ui/ask";
import { bySeverity } from "../ui/standing";
import { say } from "../ui/words";
import { DeviceSteps } from "./device-steps";
import { SafeChecks } from "./safe-to-delete";

const leads: Record<Plan, string> = {
  none: "chooser_plan_none",
  stay: "chooser_plan_stay",
  "to-imap": "chooser_plan_to_imap",
  "to-pop": "chooser_plan_to_pop",
  decide: "chooser_plan_decide",
};

interface Props {
  advice: ChooserAdvice;
  report: Report | null;
  accounts: AccountFact[];
}

/** What to do, numbered, in the order in which no mail is lost; each with the way to where it is done. */
export function ChooserSteps({ advice: { plan, steps }, report, accounts }: Props) {
  return (
    <>
      <h3>{say("chooser_steps")}</h3>
      <p>{say(leads[plan])}</p>
      {steps.length > 0 && (
        <ol class="notes">
          {steps.map((step) => (
            <li key={`${step.code} ${step.values.device ?? step.accounts.join()}`}>
              {say(`chooser_step_${step.code.replaceAll("-", "_")}`, step.values)}
              <Way step={step} report={report} />
              {removing.includes(step.code) && (
                <SafeChecks ids={step.accounts} accounts={accounts} />
              )}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** Steps that take an account away: they come only after everything of it is known to be in a backup. */
const removing: StepCode[] = ["remove-pop", "remove-imap"];

/** Steps that another part of this page does. */
const places: { [Code in StepCode]?: [hash: string, word: string] } = {
  "back-up": ["backups", "chooser_to_backups"],
  "back-up-again": ["backups", "chooser_to_backups"],
  "name-devices": ["devices", "chooser_to_devices"],
};

function Way({ step, report }: { step: Step; report: Report | null }) {
  if (step.device) return <DeviceSteps app={step.device.app} protocol={step.device.protocol} />;
  const finding = findingFor(step, report);
  const [hash, word] = finding
    ? [findingHash(finding), "chooser_to_finding"]
    : (places[step.code] ?? []);
  if (!hash || !word) return null;
  return (
    <>
      {" "}
      <a href={`#${hash}`}>{say(word)}</a>
    </>
  );
}

const settingSteps: StepCode[] = ["keep-on-server", "see-keep-on-server", "set-days"];

/** Checks of what a POP account does with the mail on the server. */
const aboutTheServer = [
  "pop-imap-same-address",
  "pop-deletes-immediately",
  "pop-short-retention",
  "pop-days-invalid",
  "pop-delete-follows-local",
];

/** The finding of the check-up whose button does the step: the most serious one on the POP account. */
function findingFor({ code, accounts }: Step, report: Report | null): string | undefined {
  if (!settingSteps.includes(code)) return undefined;
  const found = (report?.outcomes ?? [])
    .flatMap(({ findings }) => findings)
    .filter(({ check }) => aboutTheServer.includes(check))
    .filter(({ subject }) => subject.accounts.some((id) => accounts.includes(id)));
  return found.toSorted(bySeverity)[0]?.id;
}
