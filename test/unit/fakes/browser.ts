import { vi } from "vitest";
import english from "../../../_locales/en/messages.json";
import dutch from "../../../_locales/nl/messages.json";

/**
 * As much of the browser object as the pages use. Sentences are the real ones, put together as Gecko does:
 * `$name$` becomes the placeholder's content once, then `$1`..`$9` become the substitutions in one pass.
 */
interface Entry {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

const catalogues: Record<string, Record<string, Entry>> = { en: english, nl: dutch };

let language = "en";

/** Words are bound when their module is loaded, so call this before importing it. */
export function speak(chosen: "en" | "nl") {
  language = chosen;
}

function getMessage(key: string, substitutions: string | string[] = []): string {
  const entry = catalogues[language]?.[key] ?? catalogues.en?.[key];
  if (!entry) return "";
  const given = [substitutions].flat();
  return entry.message
    .replace(
      /\$([A-Za-z0-9@_]+)\$/g,
      (_, name: string) => entry.placeholders?.[name.toLowerCase()]?.content ?? "",
    )
    .replace(/\$(?:([1-9]\d*)|(\$+))/g, (_, place: string | undefined, dollars: string) =>
      place ? (given[Number(place) - 1] ?? "") : dollars,
    );
}

const browser = {
  runtime: {
    sendMessage: vi.fn(async (_message: { type: string }): Promise<unknown> => undefined),
    getURL: (path: string) => `moz-extension://postwacht/${path}`,
  },
  i18n: { getMessage: vi.fn(getMessage), getUILanguage: () => language },
  storage: { onChanged: { addListener: vi.fn(), removeListener: vi.fn() } },
  tabs: { create: vi.fn(async (_tab: { url: string }) => ({ id: 1 })) },
};

export default browser;
