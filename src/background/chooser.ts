import { type Answers, type ChooserAdvice, questions } from "../core/chooser/advice";
import { advise } from "../core/chooser/advise";
import { Refusal } from "../core/refusal";
import type { Requests } from "../protocol";
import { readStored } from "../thunderbird/storage";

type Input = Requests["chooser.advise"]["input"];

/** The advice from the last look at this Thunderbird, with the devices as they were told since. */
export async function adviseOnAddress({ address, answers }: Input): Promise<ChooserAdvice> {
  if (typeof address !== "string" || !address.includes("@")) throw new Refusal("bad-request");
  const snapshot = await readStored("snapshot");
  if (!snapshot) throw new Refusal("not-asked-yet");
  const devices = (await readStored("devices")) ?? snapshot.devices;
  return advise({ ...snapshot, devices }, address, proper(answers));
}

/** Whatever a page sends that is no answer was not given. */
function proper(answers: unknown): Answers {
  const given = typeof answers === "object" && answers !== null ? Object.entries(answers) : [];
  return Object.fromEntries(
    given.filter(
      ([question, answer]) =>
        (questions as readonly string[]).includes(question) &&
        (answer === "yes" || answer === "no"),
    ),
  );
}
