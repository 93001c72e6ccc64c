import { useEffect, useMemo, useState } from "preact/hooks";
import type { Answers, ChooserAdvice } from "../core/chooser/advice";
import type { Reason } from "../core/reason";
import type { Overview } from "../protocol";
import { ask } from "../ui/ask";
import { mailAccounts } from "../ui/standing";
import { Trouble } from "../ui/trouble";
import { say } from "../ui/words";
import { ChooserQuestions } from "./chooser-questions";
import { ChooserResult } from "./chooser-result";
import { ChooserSteps } from "./chooser-steps";

/** Every address that an account here reads, once, however it is capitalised. */
function addressesOf(overview: Overview): string[] {
  const all = mailAccounts(overview.accounts).flatMap(({ emails }) => emails);
  return [...new Map(all.map((address) => [address.toLowerCase(), address])).values()];
}

/**
 * The advice on an address, anew after every answer, every check-up and every device that is named,
 * since the background advises from those. Only the latest reply counts.
 */
function useAdvice(address: string, answers: Answers, overview: Overview) {
  const [advice, setAdvice] = useState<ChooserAdvice | null>(null);
  const [error, setError] = useState<Reason | null>(null);
  const { report, devices } = overview;
  useEffect(() => {
    let latest = true;
    void ask("chooser.advise", { address, answers }).then((reply) => {
      if (!latest) return;
      setAdvice(reply.ok ? reply.value : null);
      setError(reply.ok ? null : reply.error);
    });
    return () => {
      latest = false;
    };
  }, [address, answers, report?.takenAt, JSON.stringify(devices)]);
  return { advice, error };
}

/** "Which suits me, POP or IMAP?", for one address at a time. */
export function ChooserSection({ overview }: { overview: Overview }) {
  const addresses = useMemo(() => addressesOf(overview), [overview]);
  const [chosen, setChosen] = useState("");
  const address = addresses.includes(chosen) ? chosen : (addresses[0] ?? "");
  return (
    <section id="chooser" tabIndex={-1} aria-labelledby="chooser-title">
      <h2 id="chooser-title">{say("chooser_title")}</h2>
      {address === "" ? (
        <p>{say("chooser_no_address")}</p>
      ) : (
        <>
          <p>{say("chooser_intro")}</p>
          <AddressChoice addresses={addresses} address={address} choose={setChosen} />
          <AddressAdvice key={address} address={address} overview={overview} />
        </>
      )}
    </section>
  );
}

interface ChoiceProps {
  addresses: string[];
  address: string;
  choose: (address: string) => void;
}

/** With one address there is nothing to choose, only to say which it is. */
function AddressChoice({ addresses, address, choose }: ChoiceProps) {
  if (addresses.length === 1)
    return (
      <p>
        {say("chooser_address")}: <bdi>{address}</bdi>
      </p>
    );
  return (
    <div class="field">
      <label for="chooser-address">{say("chooser_address")}</label>
      <select
        id="chooser-address"
        value={address}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {addresses.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The answers belong to one address; another address begins with its own facts. */
function AddressAdvice({ address, overview }: { address: string; overview: Overview }) {
  const [answers, setAnswers] = useState<Answers>({});
  const { advice, error } = useAdvice(address, answers, overview);
  return (
    <>
      <ChooserQuestions answers={answers} advice={advice} change={setAnswers} />
      <Trouble error={error} />
      {advice && (
        <>
          <ChooserResult advice={advice} />
          <ChooserSteps advice={advice} report={overview.report} accounts={overview.accounts} />
        </>
      )}
    </>
  );
}
