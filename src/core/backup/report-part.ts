/** Parts of report.html that are written anew by themselves, between two runs. */
export type PartName = "reading" | "rehearsal";

/** A part, marked so that `withPart` finds it. `html` is escaped, and empty where there is nothing to tell. */
export const markedPart = (name: PartName, html: string): string =>
  `<!--${name}-->${html}<!--/${name}-->`;

/** The report with a part written anew; behind all else where an earlier version left no place for it. */
export function withPart(page: string, name: PartName, html: string): string {
  const part = markedPart(name, html);
  const end = `<!--/${name}-->`;
  const [from, to] = [page.indexOf(`<!--${name}-->`), page.indexOf(end)];
  if (from >= 0 && to > from) return page.slice(0, from) + part + page.slice(to + end.length);
  return page.replace("</main>", () => `${part}\n</main>`);
}
