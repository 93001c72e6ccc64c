import type { Provider } from "../core/chooser/advice";
import { has, say } from "../ui/words";
import { WrittenDate } from "./written-date";

/** What is peculiar to a provider, as far as it decides what becomes of the mail. */
export function ProviderNote({ provider }: { provider: Provider }) {
  return (
    <details>
      <summary>{say(`provider_${provider}`)}</summary>
      <ul class="notes">
        {factsOf(provider).map((key) => (
          <li key={key}>{say(key)}</li>
        ))}
      </ul>
      <WrittenDate />
    </details>
  );
}

/** The facts are numbered; how many there are only the sentences know. */
function factsOf(provider: Provider): string[] {
  const keys: string[] = [];
  while (has(`provider_${provider}_${keys.length + 1}`)) {
    keys.push(`provider_${provider}_${keys.length + 1}`);
  }
  return keys;
}

/** Checks that fire at one provider only: they know it by its servers, whatever the address. */
const byCheck: Record<string, Provider> = {
  "gmail-pop": "gmail",
  "exchange-ews-retiring": "outlook",
};

const byAddress: [RegExp, Provider][] = [
  [/@(gmail|googlemail)\.com$/i, "gmail"],
  [/@(outlook|hotmail|live|msn)\.[a-z.]+$/i, "outlook"],
];

/** The note under an address of the report, where its provider is one that has a note. */
export function AddressNote({ address, checks }: { address: string; checks: string[] }) {
  const provider =
    checks.map((check) => byCheck[check]).find((one) => one !== undefined) ??
    byAddress.find(([domain]) => domain.test(address))?.[1];
  return provider ? <ProviderNote provider={provider} /> : null;
}
