import { useEffect, useRef, useState } from "preact/hooks";
import type { MovePreset } from "../protocol/move";
import { useActing } from "../ui/acting";
import { useBackup } from "../ui/backing-up";
import { Trouble } from "../ui/trouble";
import { isRunning, useOverview } from "../ui/watch";
import { say } from "../ui/words";
import { BackupsSection } from "./backups-section";
import { ChangesSection } from "./changes-section";
import { CheckupSection } from "./checkup-section";
import { ChooserSection } from "./chooser-section";
import { ContactsSection } from "./contacts-section";
import { DevicesSection } from "./devices-section";
import { DoctorSection } from "./doctor-section";
import type { Picked } from "./look-messages";
import { LookSection } from "./look-section";
import { MoveSection } from "./move-section";
import { usePlace } from "./place";
import { RestoreSection } from "./restore-section";
import { SettingsSection } from "./settings-section";

/** The settings page: the whole report, the other devices, the backups, and what the user may choose. */
export function Page() {
  const { overview, error, checking, check, load, setJob } = useOverview();
  const backup = useBackup(overview, setJob);
  const go = (hash: string) => {
    location.hash = hash;
  };
  const acting = useActing({ overview, backup, load, go });
  const place = usePlace(overview?.report !== null && overview !== null);

  const [preset, setPreset] = useState<MovePreset | null>(null);
  const putBack = (given: MovePreset) => {
    setPreset(given);
    go("restore");
  };
  const [picked, setPicked] = useState<Picked | null>(null);
  const restore = (messages: Picked) => {
    setPicked(messages);
    go("restore");
  };

  const first = overview !== null && !overview.report;
  const looked = useRef(false);
  useEffect(() => {
    if (!first || looked.current) return;
    looked.current = true;
    void check();
  }, [first, check]);

  const fixing = overview && {
    accounts: overview.accounts,
    backUp: (accounts: string[]) => void backup.start(accounts),
    busy: isRunning(overview.job) || backup.starting,
    backedUpAt: overview.job?.endedAt,
    changed: acting.changed,
  };

  return (
    <>
      <header class="top">
        <img src="../icons/postwacht.svg" alt="" width="48" height="48" />
        <h1>{say("extension_name")}</h1>
        <nav aria-label={say("options_sections")}>
          <a href="#checkup">{say("options_checkup")}</a>
          <a href="#devices">{say("options_devices")}</a>
          <a href="#chooser">{say("chooser_nav")}</a>
          <a href="#backups">{say("options_backups")}</a>
          <a href="#look">{say("look_nav")}</a>
          <a href="#restore">{say("restore_nav")}</a>
          <a href="#moving">{say("move_nav")}</a>
          <a href="#contacts">{say("contacts_title")}</a>
          <a href="#doctor">{say("doctor_nav")}</a>
          <a href="#settings">{say("options_settings")}</a>
        </nav>
      </header>
      <main aria-busy={!overview && !error}>
        <Trouble error={error ?? acting.refused} />
        {overview && fixing && (
          <>
            <CheckupSection
              overview={overview}
              checking={checking}
              check={check}
              setJob={setJob}
              place={place}
              acting={acting}
              fixing={fixing}
            />
            <ChangesSection receipts={overview.receipts} {...fixing} />
            <DevicesSection overview={overview} place={place} reload={load} />
            <ChooserSection overview={overview} />
            <BackupsSection
              overview={overview}
              backup={backup}
              fixing={fixing}
              setJob={setJob}
              reload={() => void load()}
            />
            <LookSection overview={overview} restore={restore} />
            <RestoreSection overview={overview} setJob={setJob} picked={picked} preset={preset} />
            <MoveSection
              overview={overview}
              fixing={fixing}
              putBack={putBack}
              reload={() => void load()}
            />
            <ContactsSection overview={overview} setJob={setJob} />
            {overview.experiments && <DoctorSection job={overview.job} setJob={setJob} />}
            <SettingsSection accounts={overview.accounts} />
          </>
        )}
      </main>
    </>
  );
}
