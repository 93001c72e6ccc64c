import { inPage, type Place } from "./pages";
import { until } from "./processes";
import type { Thunderbird } from "./thunderbird";

/** Finds things on a page as a person would: by their words. Runs inside the page. */
const finders = `
  const words = element => (element.getAttribute("aria-label") ?? element.textContent).trim();
  const shown = element => element.getClientRects().length > 0;
  const inside = name => name === null ? document : [...document.querySelectorAll("section, article, #" + CSS_ID(name))]
    .find(one => one.getAttribute("aria-label") === name || one.id === name);
  function CSS_ID(name) { return content.CSS.escape(name); }
  const fire = (element, type) => element.dispatchEvent(new content.Event(type, { bubbles: true }));
`;

/** Presses a button with these words, inside the named part of the page; waits until it is there. */
export const press = (thunderbird: Thunderbird, place: Place, words: RegExp, part?: string) =>
  until(`the button ${words}`, () =>
    inPage<boolean>(
      thunderbird,
      place,
      `${finders}
       const button = [...(inside(args[1])?.querySelectorAll("button, summary") ?? [])]
         .find(one => shown(one) && !one.disabled && new RegExp(args[0]).test(words(one)));
       if (!button) return false;
       button.click();
       return true;`,
      words.source,
      part ?? null,
    ),
  );

/** Gives the field with this label a value, as typing or choosing does. */
export const fill = (thunderbird: Thunderbird, place: Place, label: string, value: string) =>
  until(`the field ${label}`, () =>
    inPage<boolean>(
      thunderbird,
      place,
      `${finders}
       const label = [...document.querySelectorAll("label")]
         .find(one => shown(one) && one.textContent.trim().startsWith(args[0]));
       const field = label?.control;
       if (!field) return false;
       if (field.type === "radio" || field.type === "checkbox") { field.click(); return true; }
       field.value = args[1];
       fire(field, "input");
       fire(field, "change");
       return field.value === args[1];`,
      label,
      value,
    ),
  );

/** The text of the named part of the page; empty where it is not there. */
export const textOf = (thunderbird: Thunderbird, place: Place, part: string) =>
  inPage<string>(
    thunderbird,
    place,
    `${finders}
     return inside(args[0])?.innerText ?? "";`,
    part,
  );
