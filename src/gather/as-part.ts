import { known, type Part } from "../core/part";
import { reasonOf } from "../core/refusal";

/** A fact from work that may fail; a failure becomes the reason why it is missing. */
export async function asPart<T>(at: number, work: () => Promise<T>): Promise<Part<T>> {
  try {
    return known(await work(), at);
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

/** One part for each of these accounts, so that one that cannot be read does not hide the others. */
export async function perAccount<T>(
  accounts: readonly string[],
  read: (account: string) => Promise<Part<T>>,
): Promise<Record<string, Part<T>>> {
  const parts: Record<string, Part<T>> = {};
  for (const account of accounts) parts[account] = await read(account);
  return parts;
}
