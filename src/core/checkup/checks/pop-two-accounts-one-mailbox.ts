import { check, type Found } from "../check";
import { devicesByAccount } from "../device-readers";
import { answersTo, comparedWith, mailboxReaders } from "../mailbox-readers";
import { besidePopDevices } from "../pop-beside-devices";
import { groups, judgeTogether, pairs, retentionOf } from "../pop-together";
import { sharedMessages } from "../popstate-sample";
import type { NotKnown } from "../report";

/** What is asked first, and what is aligned where it is known. */
const actions = {
  accounts: "fix",
  "accounts-at-once": "fix",
  listed: "answer",
  possible: "answer",
  here: "fix",
  "here-at-once": "fix",
  device: "devices",
  "device-at-once": "devices",
  "device-unknown": "devices",
} as const;

/**
 * Two programs fetch one mailbox with POP. Each removes mail after its own time, so the shortest
 * decides for both. Silent where both leave it long enough.
 */
export const popTwoAccountsOneMailbox = check({
  id: "pop-two-accounts-one-mailbox",
  needs: ["accounts"],
  wants: ["servers", "popStates"],
  kinds: Object.keys(actions),
  action: actions,
  settingsPage: "am-server.xhtml",
  values: ["address", "one", "other", "devices", "days", "count"],
  find({ accounts, servers, popStates, devices, mailboxAnswers, thresholds, takenAt }) {
    const readers = mailboxReaders({ ok: true, value: accounts, at: takenAt }, servers);
    const pops = readers.filter(({ type }) => type === "pop3");
    const compare = comparedWith(mailboxAnswers);
    const answer = answersTo(mailboxAnswers);
    const shared = sharedMessages(popStates);
    const told = devicesByAccount(readers, devices);

    const together = groups(pops, (one, other) => compare(one, other) === "sure");
    const weak = pairs(pops).flatMap(([one, other]): Found[] => {
      const same = compare(one, other);
      if (same === "sure" || answer(one, other) !== undefined) return [];
      const listed = shared(one.id, other.id);
      if (listed) return [judgeTogether("listed", [one, other], thresholds)];
      // A shared address alone is no sign: an address is often an alias of two people's mailboxes.
      const asked = same === "probable" && listed === null;
      return asked ? [judgeTogether("possible", [one, other], thresholds)] : [];
    });
    const all = [
      ...together.map((members) => judgeTogether("accounts", members, thresholds)),
      ...weak,
      ...pops.map((pop) => besidePopDevices(pop, told(pop.id).devices, thresholds)),
    ];
    const findings = all.flatMap((found) => found.findings);
    // Without its server's name an account may still read the mailbox of another one.
    const unseen = pops.length < 2 ? [] : pops.filter(({ server }) => !server.ok);
    const notKnown = [
      ...all.flatMap((found) => found.notKnown),
      ...unseen.map(retentionOf).filter((each) => typeof each !== "number"),
    ];
    return { findings, notKnown: onePerAccount(notKnown) };
  },
});

/** An account that could not be seen is said once, however many others it was compared with. */
const onePerAccount = (notKnown: readonly NotKnown[]): NotKnown[] => [
  ...new Map(notKnown.map((each) => [each.subject.accounts[0], each])).values(),
];
