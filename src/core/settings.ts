import { type LeaveOut, nothingLeftOut } from "./backup/left-out";
import { defaultThresholds, type Thresholds } from "./checkup/thresholds";

/** What the user chose; kept in this Thunderbird only. */
export interface Settings {
  thresholds: Thresholds;
  /** Ids of accounts left out of "back up everything". */
  notBackedUp: string[];
  leaveOut: LeaveOut;
}

export const defaultSettings: Settings = {
  thresholds: defaultThresholds,
  notBackedUp: [],
  leaveOut: nothingLeftOut,
};
