import { renameSync } from "node:fs";
import { inPage, request } from "./pages";
import type { Session } from "./session";

/** Sticks that all appear under one path, `session.backups`; one that is not plugged in lies in a drawer. */
export function sticksOf(session: () => Session) {
  const drawer = (stick: string) => `${session().backups}-${stick}`;
  return {
    drawer,
    pullOut: (stick: string) => renameSync(session().backups, drawer(stick)),
    plugIn: (stick: string) => renameSync(drawer(stick), session().backups),
  };
}

/** The settings page, as it asks the background and as it may use its own storage. */
export function settingsPageOf(session: () => Session) {
  const page = <T>(body: string, ...args: unknown[]) =>
    inPage<T>(session().thunderbird, "options", body, ...args);
  return {
    page,
    ask: <T = null>(type: string, input: object = {}) =>
      request<T>(session().thunderbird, "options", { type, ...input }),
    /** The code of a refusal, or `done`. */
    codeOf: (type: string, input: object = {}) =>
      page<{ ok: boolean; error?: { code: string } }>(
        "return await browser.runtime.sendMessage(toPage(args[0]));",
        { type, ...input },
      ).then(({ ok, error }) => (ok ? "done" : error?.code)),
    stored: <T>(key: string) =>
      page<T>("return (await browser.storage.local.get(args[0]))[args[0]];", key),
    /** The schedule's next look comes now instead of within ten minutes. */
    lookNow: () =>
      page(
        `await browser.alarms.create("schedule", toPage({ when: Date.now() + 200, periodInMinutes: 10 }));`,
      ),
    store: (key: string, value: unknown) =>
      page("await browser.storage.local.set(toPage({ [args[0]]: args[1] }));", key, value),
  };
}
