import type { Device } from "../checkup/devices";
import type { Provider, UnseenCode } from "./advice";

/** What a POP account here does with the mail on the server; null where a setting could not be read. */
export interface PopKeeping {
  leaves: boolean;
  /** Null where no age removes mail. A number that is no sound one stands here as it is. */
  days: number | null;
  deletionFollows: boolean;
}

/** An account of this Thunderbird that reads the address. */
export interface AddressAccount {
  id: string;
  name: string;
  reads: "pop" | "imap" | "exchange";
  /** POP only. */
  keeping: PopKeeping | null;
  /** Bytes of its mail; null where that is not known. */
  mailBytes: number | null;
  /** Whether Thunderbird keeps all of its mail on this computer; null where that is not known. */
  keptHere: boolean | null;
  /** When its complete and proved backup was made; null where there is none, or a part of it is wanting. */
  backedUpAt: number | null;
}

/** Everything that the advice about one address rests on. */
export interface AddressFacts {
  address: string;
  provider: Provider | null;
  accounts: AddressAccount[];
  /** Null where the user was not asked yet. */
  devices: Device[] | null;
  quota: { usedBytes: number; limitBytes: number } | null;
  /** Bytes free where the mail stands. */
  diskFree: number | null;
  /** Days on the server below which the check-up warns. */
  popDays: number;
  takenAt: number;
  unseen: UnseenCode[];
}

const onServer = ({ reads }: AddressAccount) => reads !== "pop";

export const popAccounts = ({ accounts }: AddressFacts) =>
  accounts.filter(({ reads }) => reads === "pop");

/** Accounts whose mail stays at the provider: IMAP and Exchange. */
export const serverAccounts = ({ accounts }: AddressFacts) => accounts.filter(onServer);

/** Bytes of all mail of some accounts together; null where one of them is not known. */
export const bytesOf = (accounts: AddressAccount[]): number | null =>
  accounts.some(({ mailBytes }) => mailBytes === null)
    ? null
    : accounts.reduce((sum, { mailBytes }) => sum + (mailBytes ?? 0), 0);
