import { describe, expect, it } from "vitest";
import { inboxEvidence } from "../../../../src/core/checkup/inbox-evidence";
import {
  type InboxLook,
  mostRows,
  nextWatch,
  type Watched,
} from "../../../../src/core/checkup/inbox-watch";

const day = 24 * 60 * 60 * 1000;
/** Half past nine, so that a day's looks are on one day. */
const start = Date.UTC(2026, 2, 1, 9, 30);

/** An Inbox in which time passes: who takes what away, and who knows of it. */
class Inbox {
  rows: [number, number][] = [];
  seen: Watched | null = null;
  at = start;
  uid = 1;
  uidValidity = 7;
  putAway: number[] | null = [];
  elsewhere: number[] = [];

  /** `count` messages arrive, spread over the day that ends now. */
  arrive(count: number): void {
    for (let n = 0; n < count; n++) {
      this.rows.push([this.uid++, Math.round((this.at - ((n + 0.5) / count) * day) / 1000)]);
    }
  }

  /** What is older than so many days goes; answers what went. */
  older(days: number): [number, number][] {
    const edge = (this.at - days * day) / 1000;
    const gone = this.rows.filter(([, date]) => date < edge);
    this.rows = this.rows.filter(([, date]) => date >= edge);
    return gone;
  }

  look(facts: Partial<InboxLook> = {}): void {
    this.seen = nextWatch(this.seen, {
      at: this.at,
      uidValidity: this.uidValidity,
      messages: this.rows.length,
      rows: [...this.rows].sort(([a], [b]) => a - b).slice(0, mostRows),
      putAway: this.putAway,
      elsewhere: this.elsewhere,
      ...facts,
    });
    this.putAway = [];
    this.elsewhere = [];
  }

  evidence() {
    return this.seen && inboxEvidence(this.seen.watch, this.at);
  }
}

/** Lives `days` days with an Inbox: every day mail arrives, something is done with it, and a look is taken. */
function live(
  days: number,
  each: (inbox: Inbox, today: number) => void,
  perDay = 3,
  inbox = new Inbox(),
): Inbox {
  for (let today = 1; today <= days; today++) {
    inbox.at += day;
    inbox.arrive(perDay);
    each(inbox, today);
    inbox.look();
  }
  return inbox;
}

const popPhone = (days: number) => (inbox: Inbox) => void inbox.older(days);

describe("an Inbox that another device empties by POP", () => {
  it("is seen with a phone that leaves seven days, by the age at which messages vanish", () => {
    const inbox = live(24, popPhone(7));
    expect(inbox.evidence()).toMatchObject({ kind: "vanished", days: 7 });
    expect(inbox.evidence()?.vanished).toBe(
      inbox.seen?.watch.vanished.reduce((sum, { count }) => sum + count, 0),
    );
    expect(inbox.evidence()?.times).toBeGreaterThan(10);
  });

  it("is seen by the age of the oldest alone, where nobody watched who took the mail", () => {
    const inbox = live(24, (one) => {
      one.older(7);
      one.putAway = null;
    });
    expect(inbox.evidence()).toMatchObject({ kind: "pattern", vanished: 0, days: 7 });
  });

  it("is not seen in the days before the limit has passed", () => {
    expect(live(7, popPhone(7)).evidence()).toBeNull();
  });

  it("is seen again after a holiday of three weeks without new mail", () => {
    const inbox = live(20, popPhone(7));
    for (let n = 0; n < 21; n++) {
      inbox.at += day;
      inbox.older(7);
      inbox.look();
    }
    expect(inbox.rows).toEqual([]);
    live(20, popPhone(7), 3, inbox);
    expect(inbox.evidence()).toMatchObject({ kind: "vanished", days: 7 });
  });

  it("is seen with a computer that collects once in three days", () => {
    const inbox = live(30, (one, today) => {
      if (today % 3 === 0) one.older(14);
    });
    expect(inbox.evidence()).toMatchObject({ kind: "vanished", days: 14 });
  });
});

describe("an Inbox that is somebody's own business", () => {
  it("is nobody else's where an inbox-zero person files everything here", () => {
    const inbox = live(30, (one) => {
      one.putAway = one.older(0.3).map(([uid]) => uid);
    });
    expect(inbox.evidence()).toBeNull();
    expect(inbox.seen?.watch.vanished).toEqual([]);
  });

  it("is nobody else's where a filer moves what is older than a week, here", () => {
    const inbox = live(30, (one) => {
      one.putAway = one.older(7).map(([uid]) => uid);
    });
    expect(inbox.evidence()).toBeNull();
    expect(inbox.seen?.watch.vanished).toEqual([]);
  });

  it("is nobody else's where the same is done on a phone and the mail is found in another folder", () => {
    const inbox = live(30, (one) => {
      one.elsewhere = one.older(7).map(([, date]) => date);
    });
    expect(inbox.evidence()).toBeNull();
  });

  it("is nobody else's where a filer clears it once in a while, on a phone", () => {
    const inbox = live(40, (one, today) => {
      if (today % 13 === 0) one.older(1 + (today % 5));
      one.putAway = null;
    });
    expect(inbox.evidence()).toBeNull();
  });

  it("is nobody else's where single messages of any age are deleted on a phone", () => {
    const inbox = live(30, (one, today) => {
      one.rows.splice((today * 7) % one.rows.length, 1);
    });
    expect(inbox.seen?.watch.vanished.length).toBeGreaterThan(10);
    expect(inbox.evidence()).toBeNull();
  });

  it("is nobody else's where it only grows, or is never touched", () => {
    expect(live(30, () => undefined).evidence()).toBeNull();
    const old = new Inbox();
    old.arrive(500);
    old.at += 700 * day;
    expect(live(30, () => undefined, 0, old).evidence()).toBeNull();
  });
});

describe("what is kept", () => {
  it("is one look a day, at most sixty, and sixty disappearances", () => {
    const inbox = live(100, (one) => {
      one.older(7);
      one.look();
      one.at += 60_000;
    });
    const { looks, vanished } = inbox.seen?.watch ?? { looks: [], vanished: [] };
    expect([looks.length, vanished.length]).toEqual([60, 60]);
    expect(new Set(looks.map(({ at }) => Math.floor(at / day))).size).toBe(60);
  });

  it("is the count and the ages of what vanished, of one day together", () => {
    const inbox = live(9, () => undefined);
    inbox.at += day;
    inbox.rows.shift();
    inbox.look();
    inbox.rows.splice(0, 2);
    inbox.look();
    expect(inbox.seen?.watch.vanished).toEqual([
      { at: inbox.at, count: 3, youngestDays: 9.2, oldestDays: 9.8 },
    ]);
  });

  it("is nothing of who took mail while nobody watched", () => {
    const inbox = live(9, () => undefined);
    inbox.older(5);
    inbox.putAway = null;
    inbox.look();
    expect(inbox.seen?.watch.vanished).toEqual([]);
  });

  it("starts anew where the mailbox is numbered anew", () => {
    const inbox = live(24, popPhone(7));
    inbox.uidValidity = 8;
    inbox.look();
    expect(inbox.seen?.watch).toMatchObject({ looks: [{ at: inbox.at }], vanished: [] });
  });

  it("has no look at which nothing came or went: the list may be an old one", () => {
    const inbox = live(9, () => undefined);
    const { looks } = inbox.seen?.watch ?? {};
    inbox.at += 21 * day;
    inbox.look();
    expect(inbox.seen?.watch.looks).toEqual(looks);
  });

  it("forgets looks of the future after the clock was put back, and leaves out dates that cannot be", () => {
    const inbox = live(9, () => undefined);
    inbox.at -= 4 * day;
    inbox.rows.push([900, 0], [901, Math.round(inbox.at / 1000) + 90 * 86_400]);
    inbox.look();
    const { looks = [] } = inbox.seen?.watch ?? {};
    expect(looks.at(-1)?.at).toBe(inbox.at);
    expect(looks.every(({ at }) => at <= inbox.at)).toBe(true);
    expect(Number(looks.at(-1)?.oldestAt)).toBeGreaterThan(start - 2 * day);
  });

  it("tells a message that goes from a very large Inbox from one that is beyond the kept rows", () => {
    const inbox = new Inbox();
    inbox.at += day;
    inbox.arrive(mostRows + 100);
    inbox.look();
    inbox.rows.shift();
    inbox.arrive(1);
    inbox.look();
    expect(inbox.seen?.watch.vanished.map(({ count }) => count)).toEqual([1]);
    expect(inbox.seen?.rows.rows.length).toBe(mostRows);
  });
});
