import type { SafeToDelete } from "../core/safe-to-delete/answer";

/** Before an account is removed or a server emptied. */
export interface SafeToDeleteRequests {
  /** Whether every message of the account is in a backup that was read back; connects to nothing. */
  "safeToDelete.check": { input: { account: string }; output: SafeToDelete };
}
