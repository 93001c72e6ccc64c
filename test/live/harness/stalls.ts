import type { Thunderbird } from "./thunderbird";

/** How Thunderbird's main thread fared for a while: a timer of 10 ms that came later shows how long it was held. */
export interface Stalls {
  seconds: number;
  /** Milliseconds of the longest gap between two ticks, the timer's own ten taken off. */
  longest: number;
  /** Gaps above 50 ms, the longest first, at most twenty. */
  above50: number[];
  /** Gaps above 50 ms, all of them. */
  count: number;
}

/** Starts the timer in Thunderbird's main process. */
export const watchStalls = (thunderbird: Thunderbird): Promise<void> =>
  thunderbird.chrome(
    `const window = Services.wm.getMostRecentWindow("mail:3pane");
     const { setInterval } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
     // 153 has renamed it.
     const clock = () => (ChromeUtils.now ? ChromeUtils.now() : Cu.now());
     const watch = { start: clock(), last: clock(), gaps: [] };
     watch.timer = setInterval(() => {
       const now = clock();
       watch.gaps.push(now - watch.last - 10);
       watch.last = now;
     }, 10);
     window.postwachtStalls = watch;`,
  );

/** Stops the timer and answers what it saw. */
export const endStalls = (thunderbird: Thunderbird): Promise<Stalls> =>
  thunderbird.chrome<Stalls>(
    `const window = Services.wm.getMostRecentWindow("mail:3pane");
     const { clearInterval } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");
     const { timer, start, last, gaps } = window.postwachtStalls;
     clearInterval(timer);
     delete window.postwachtStalls;
     const long = gaps.filter(gap => gap > 50).sort((a, b) => b - a);
     return {
       seconds: (last - start) / 1000,
       longest: gaps.reduce((most, gap) => Math.max(most, gap), 0),
       above50: long.slice(0, 20).map(Math.round),
       count: long.length,
     };`,
  );
