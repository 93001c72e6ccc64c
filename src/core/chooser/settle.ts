import { type AddressFacts, bytesOf } from "./address-facts";
import { type Answers, type ConflictCode, type Question, questions } from "./advice";

/** What is taken for true about each question, and what stayed open. */
export interface Settled {
  answers: Answers;
  filledIn: Answers;
  unanswered: Question[];
  conflicts: ConflictCode[];
}

/** A mailbox that is fuller than this is tight. */
const tightShare = 0.8;

/**
 * Puts the facts and the answers together. Where they say different things the more careful one
 * holds, and the difference is named: a named device counts, and a full mailbox is full.
 */
export function settle(facts: AddressFacts, given: Answers): Settled {
  const filledIn = known(facts);
  const answers: Answers = { ...filledIn, ...given };
  const conflicts: ConflictCode[] = [];
  if (given.otherDevices === "no" && filledIn.otherDevices === "yes") {
    answers.otherDevices = "yes";
    conflicts.push("devices-named");
  }
  if (given.otherDevices === "yes" && filledIn.otherDevices === "no") {
    conflicts.push("devices-none-named");
  }
  if (given.roomAtProvider === "yes" && filledIn.roomAtProvider === "no") {
    answers.roomAtProvider = "no";
    conflicts.push("quota-full");
  }
  return {
    answers,
    filledIn,
    unanswered: questions.filter((question) => !answers[question]),
    conflicts,
  };
}

function known(facts: AddressFacts): Answers {
  const { devices, quota } = facts;
  const filledIn: Answers = {};
  if (devices) filledIn.otherDevices = devices.length > 0 ? "yes" : "no";
  if (quota) filledIn.roomAtProvider = hasRoom(facts, quota) ? "yes" : "no";
  return filledIn;
}

/** Room for what is there already and for what POP accounts here would bring up. */
function hasRoom(
  { accounts }: AddressFacts,
  { usedBytes, limitBytes }: NonNullable<AddressFacts["quota"]>,
): boolean {
  const toBring = bytesOf(accounts.filter(({ reads }) => reads === "pop")) ?? 0;
  return usedBytes + toBring < limitBytes * tightShare;
}
