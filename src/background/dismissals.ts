import { findingsIn } from "../core/checkup/attention";
import { Refusal } from "../core/refusal";
import type { Requests } from "../protocol";
import { changeStored, readStored } from "../thunderbird/storage";
import { countForBadge } from "./attention";

/** Puts a finding aside with the facts that it has now, or takes it up again. */
export async function dismiss({
  findingId,
  dismissed,
}: Requests["finding.dismiss"]["input"]): Promise<null> {
  const finding = findingsIn(await readStored("report")).find(({ id }) => id === findingId);
  if (!finding || typeof dismissed !== "boolean") throw new Refusal("bad-request");
  await changeStored("dismissed", (now) => {
    const { [finding.id]: _before, ...others } = now ?? {};
    return dismissed ? { ...others, [finding.id]: finding.fingerprint } : others;
  });
  await countForBadge();
  return null;
}
