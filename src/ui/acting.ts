import { useState } from "preact/hooks";
import type { Finding } from "../core/checkup/report";
import type { Receipt } from "../core/fix/fix-plan";
import type { Reason } from "../core/reason";
import type { Overview, Requests, RequestType } from "../protocol";
import { ask, devicesHash } from "./ask";
import type { useBackup } from "./backing-up";
import { accountOf, mailAddresses } from "./standing";

interface Given {
  overview: Overview | null;
  backup: ReturnType<typeof useBackup>;
  load: () => Promise<void>;
  /** Goes to a place on the settings page. */
  go: (hash: string) => void;
  /** Something of Thunderbird's own was opened. */
  left?: () => void;
}

/** What the buttons of findings do, the same in the popup and on the page. */
export function useActing({ overview, backup, load, go, left }: Given) {
  const [refused, setRefused] = useState<Reason | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);

  async function send<T extends RequestType>(type: T, input: Requests[T]["input"]) {
    const reply = await ask(type, input);
    setRefused(reply.ok ? null : reply.error);
    if (reply.ok) await load();
    return reply.ok;
  }

  async function openSettings(finding: Finding): Promise<void> {
    const account = accountOf(finding, overview?.accounts ?? []);
    if (!account) return;
    const done = await send("account.openSettings", { account, check: finding.check });
    if (done) left?.();
  }

  async function act(finding: Finding, same?: boolean): Promise<void> {
    const { action, id, subject } = finding;
    if (action === "fix") return setOpened(opened === id ? null : id);
    if (action === "backup") return backup.start(subject.accounts);
    if (action === "settings") return openSettings(finding);
    if (action === "devices") return go(devicesPlace(subject.address, overview));
    if (action === "go-offline") await send("thunderbird.goOffline", {});
    if (action === "answer" && same !== undefined) {
      await send("mailbox.answer", { findingId: id, same });
    }
  }

  const dismiss = async (finding: Finding, dismissed: boolean) => {
    await send("finding.dismiss", { findingId: finding.id, dismissed });
  };

  /** What was changed stays to be read, also when its finding is gone. */
  function changed(now: Receipt): void {
    setReceipt(now);
    setOpened(null);
    void load();
  }

  return { act, dismiss, refused, opened, close: () => setOpened(null), receipt, changed };
}

/** Where the devices of an address are asked about; the whole section where it is nobody's here. */
function devicesPlace(address: string | undefined, overview: Overview | null): string {
  const known = mailAddresses(overview?.accounts ?? []).find(
    (one) => one.toLowerCase() === address?.toLowerCase(),
  );
  return known === undefined ? "devices" : devicesHash(known);
}
