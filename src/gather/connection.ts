import { type Reason, reason } from "../core/reason";
import { connectionState } from "../thunderbird/mail-settings";

/** Why nothing may connect for this account; null where it may. A connection that is allowed opens no window. */
export async function whyNotConnect(account: string): Promise<Reason | null> {
  const state = await connectionState(account);
  if (state.offline) return reason("offline");
  if (state.passwordNeeded) return reason("password-needed");
  return state.signInNeeded ? reason("sign-in-needed") : null;
}
