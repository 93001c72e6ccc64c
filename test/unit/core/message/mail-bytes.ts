/** A mail's bytes; characters up to U+00FF are one byte each. */
export const bytes = (...lines: string[]) =>
  new Uint8Array(Buffer.from(lines.join("\r\n"), "latin1"));

/** A text as its UTF-8 bytes, one character for each. */
export const utf8 = (text: string) => Buffer.from(text, "utf8").toString("latin1");

/** The lines of a multipart mail with these parts. */
export const mixed = (type: string, ...parts: string[][]) => [
  `Content-Type: multipart/${type}; boundary="b=_1"`,
  "",
  "This is a multi-part message.",
  ...parts.flatMap((part) => ["--b=_1", ...part]),
  "--b=_1--",
  "epilogue",
];
