/*
 * Belongs here: what an HTML mail says, as plain text. Nothing of it is ever shown as HTML, and nothing is loaded.
 * Does not belong here: which part of a message is shown (-> read-message.ts).
 */

/** HTML's names of U+00A0 to U+00FF, in their order. */
const latinNames =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

const entities = new Map<string, string>([
  ...latinNames.split(" ").map((name, i): [string, string] => [name, String.fromCharCode(160 + i)]),
  ...Object.entries({
    amp: "&",
    apos: "'",
    bdquo: "„",
    bull: "•",
    euro: "€",
    gt: ">",
    hellip: "…",
    larr: "←",
    ldquo: "“",
    lsquo: "‘",
    lt: "<",
    mdash: "—",
    ndash: "–",
    oelig: "œ",
    quot: '"',
    rarr: "→",
    rdquo: "”",
    rsquo: "’",
    sbquo: "‚",
    scaron: "š",
    trade: "™",
    zwj: "\u200d",
    zwnj: "\u200c",
  }),
]);

/** Numbers 128 to 159 mean windows-1252 in HTML. */
const windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function numbered(code: number): string {
  if (code >= 128 && code < 160) return windows[code - 128] ?? "";
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : "\ufffd";
}

const unescaped = (text: string): string =>
  text.includes("&")
    ? text.replace(
        /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,9}));?/gi,
        (all, dec, hex, name) => {
          if (dec !== undefined) return numbered(Number(dec));
          if (hex !== undefined) return numbered(Number.parseInt(hex, 16));
          return entities.get(name) ?? all;
        },
      )
    : text;

/** Elements whose content is not for readers. */
const silent = new Set([
  "script",
  "style",
  "title",
  "template",
  "noscript",
  "svg",
  "math",
  "select",
]);
const paragraphs = new Set(
  "p h1 h2 h3 h4 h5 h6 table ul ol dl blockquote pre hr article section".split(" "),
);
const lines = new Set("div br tr li dt dd header footer form address center".split(" "));

/** What stands in a text in the place of a tag. */
function standsFor(name: string, closes: boolean, tag: string): string {
  if (paragraphs.has(name)) return "\n\n";
  if (name === "li" && !closes) return "\n- ";
  if (lines.has(name)) return "\n";
  if ((name === "td" || name === "th") && closes) return " ";
  if (name !== "img") return "";
  const alt = /\salt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag.slice(0, 4000));
  const told = unescaped(alt?.[1] ?? alt?.[2] ?? "").trim();
  return told === "" ? "" : `[${told}]`;
}

const tidy = (text: string): string =>
  text
    .replaceAll("\u00a0", " ")
    .replace(/[ \t]+/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** The text of an HTML document. Reads it once from beginning to end, whatever is wrong with it. */
export function htmlText(html: string): string {
  const out: string[] = [];
  let at = 0;
  const add = (text: string) => out.push(unescaped(text.replace(/[\s]+/g, " ")));
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open < 0) break;
    add(html.slice(at, open));
    if (html.startsWith("<!--", open)) {
      const end = html.indexOf("-->", open + 4);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    const name = /^<(\/?)([a-z][a-z0-9]{0,20})|^<[!?/]/i.exec(html.slice(open, open + 24));
    const end = name ? html.indexOf(">", open + 1) : -1;
    if (!name) {
      add("<");
      at = open + 1;
      continue;
    }
    // A tag that never ends: whatever follows is no text.
    if (end < 0) return tidy(out.join(""));
    const element = (name[2] ?? "").toLowerCase();
    const closes = name[1] === "/";
    at = end + 1;
    if (silent.has(element) && !closes && html[end - 1] !== "/") {
      const closing = new RegExp(`</${element}`, "gi");
      closing.lastIndex = at;
      // As browsers do: without its end it goes on to the end of all.
      at = closing.exec(html)?.index ?? html.length;
      continue;
    }
    out.push(standsFor(element, closes, html.slice(open, end)));
  }
  add(html.slice(at));
  return tidy(out.join(""));
}
