/*
 * A spreadsheet takes a cell that begins so for a formula, and a formula may do more than count: the name that
 * a stranger gave himself must not become one. Thunderbird reads cells as they stand, so its file has none of this.
 */

/** What a formula begins with, but for a telephone number: `+31 6 1234`. */
function isFormula(text: string): boolean {
  if (/^\+[\d\s().\-/]*$/.test(text)) return false;
  return /^[=@+\-\t\r\n]/.test(text);
}

// Text that itself has apostrophes in front is guarded as well, so that taking one away always leads back.
const needsGuard = (text: string): boolean => isFormula(text.replace(/^'+/, ""));

/** A cell that no spreadsheet takes for a formula: with an apostrophe in front where it looks like one. */
export const guarded = (text: string): string => (needsGuard(text) ? `'${text}` : text);

/** What a guarded cell stands for. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && needsGuard(text) ? text.slice(1) : text;
