import type { ArgumentCode, DrawbackCode } from "./advice";

interface Weight {
  for: "pop" | "imap";
  weight: number;
  /** The themes of the guide that it comes from. */
  guide: readonly string[];
}

/**
 * What each argument weighs. The number of devices weighs most, as in S21. What weighs nothing is a
 * gain: it is named for the choice and decides nothing. docs/choosing-pop-or-imap.md shows the same table.
 */
export const weights: Record<ArgumentCode, Weight> = {
  "several-devices": { for: "imap", weight: 4, guide: ["S4", "S12", "S21"] },
  "one-device": { for: "pop", weight: 2, guide: ["S4", "S21"] },
  "read-offline": { for: "pop", weight: 2, guide: ["S8", "S17", "S21"] },
  "delete-everywhere": { for: "imap", weight: 2, guide: ["S13", "S21"] },
  "delete-here-only": { for: "pop", weight: 2, guide: ["S5", "S13"] },
  "room-tight": { for: "pop", weight: 2, guide: ["S8", "S14"] },
  "room-enough": { for: "imap", weight: 1, guide: ["S10", "S14"] },
  "disk-tight": { for: "imap", weight: 1, guide: ["S7", "S11"] },
  "no-backup": { for: "imap", weight: 1, guide: ["S9", "S16"] },
  "gmail-once": { for: "imap", weight: 2, guide: ["S22", "S23"] },
  "gain-always-here": { for: "pop", weight: 0, guide: ["S2", "S8"] },
  "gain-box-stays-small": { for: "pop", weight: 0, guide: ["S8", "S14"] },
  "gain-same-everywhere": { for: "imap", weight: 0, guide: ["S12", "S16"] },
  "gain-survives-loss": { for: "imap", weight: 0, guide: ["S10", "S16"] },
};

/** From this balance on the advice is clear; a smaller one only leans. */
export const clearFrom = 3;

/** What each choice costs, and the theme of the guide that it comes from. */
export const drawbackGuide: Record<DrawbackCode, readonly string[]> = {
  "pop-disk-crash": ["S7", "S9"],
  "pop-own-copies": ["S4"],
  "pop-deletion-stays-here": ["S5"],
  "pop-inbox-only": ["S16"],
  "imap-deletion-everywhere": ["S10", "S13"],
  "imap-uses-room": ["S14"],
  "imap-needs-internet": ["S11", "S17"],
  "imap-needs-backup": ["S18", "S19", "S20"],
};
