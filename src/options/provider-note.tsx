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
