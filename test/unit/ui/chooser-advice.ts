import type { ChooserAdvice } from "../../../src/core/chooser/advice";

/** Advice as the background gives it, for a phone with IMAP beside POP here. */
export const advice = (more: Partial<ChooserAdvice> = {}): ChooserAdvice => ({
  address: "ann@example.nl",
  provider: null,
  choice: "imap",
  sure: "clear",
  reasons: [
    { for: "imap", code: "several-devices", values: {} },
    { for: "imap", code: "gain-survives-loss", values: {} },
  ],
  against: [{ for: "pop", code: "read-offline", values: {} }],
  drawbacks: ["imap-deletion-everywhere", "imap-needs-backup"],
  unanswered: ["deleteEverywhere", "roomAtProvider"],
  filledIn: { otherDevices: "yes" },
  conflicts: [],
  devices: ["Phone"],
  quota: null,
  unseen: ["quota"],
  plan: "to-imap",
  steps: [
    { code: "keep-on-server", accounts: ["a1"], values: { account: "Ann" } },
    { code: "back-up", accounts: ["a1"], values: {} },
    { code: "room-free-not-known", accounts: [], values: { mailBytes: 2_500_000_000 } },
    {
      code: "device-to-imap",
      accounts: [],
      values: { device: "Tablet" },
      device: { name: "Tablet", app: "samsung", protocol: "pop" },
    },
    { code: "remove-pop", accounts: ["a1"], values: { account: "Ann" } },
  ],
  ...more,
});
