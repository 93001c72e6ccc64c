/**
 * One spelling of a domain: small letters, no dot at the end, and every label with letters outside
 * a-z in its `xn--` form. Written out here because the core knows no `URL`.
 */
export function asciiDomain(domain: string): string {
  const labels = domain
    .trim()
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("。", ".")
    .replace(/\.$/, "")
    .split(".");
  return labels.map(asciiLabel).join(".");
}

/** A longer label is no part of a domain name, and is left as it stands. */
const longestLabel = 63;

const outsideAscii = /[\u0080-\u{10FFFF}]/u;

const asciiLabel = (label: string): string =>
  label.length > longestLabel || !outsideAscii.test(label) ? label : `xn--${punycode(label)}`;

/** The numbers and the steps of RFC 3492, section 6. */
function punycode(label: string): string {
  const points = Array.from(label, (letter) => letter.codePointAt(0) ?? 0);
  const basic = points.filter((point) => point < 0x80);
  let text = basic.length > 0 ? `${String.fromCodePoint(...basic)}-` : "";
  let handled = basic.length;
  let next = 0x80;
  let delta = 0;
  let bias = 72;
  while (handled < points.length) {
    const least = Math.min(...points.filter((point) => point >= next));
    delta += (least - next) * (handled + 1);
    next = least;
    for (const point of points) {
      if (point < next) delta += 1;
      if (point !== next) continue;
      text += variableLength(delta, bias);
      bias = adapted(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled += 1;
    }
    delta += 1;
    next += 1;
  }
  return text;
}

function variableLength(delta: number, bias: number): string {
  let text = "";
  let rest = delta;
  for (let place = 36; ; place += 36) {
    const threshold = Math.min(26, Math.max(1, place - bias));
    if (rest < threshold) return text + digit(rest);
    const step = 36 - threshold;
    text += digit(threshold + ((rest - threshold) % step));
    rest = Math.floor((rest - threshold) / step);
  }
}

const digit = (value: number): string => "abcdefghijklmnopqrstuvwxyz0123456789".charAt(value);

function adapted(delta: number, handled: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? 700 : 2));
  rest += Math.floor(rest / handled);
  let bias = 0;
  for (; rest > 455; bias += 36) rest = Math.floor(rest / 35);
  return bias + Math.floor((36 * rest) / (rest + 38));
}
