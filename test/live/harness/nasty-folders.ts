/** Folder names that some file system, some server or some program does not like. Every one is legal in IMAP. */
export const nastyNames = [
  "back\\slash",
  "colon:",
  "star*",
  "100% off",
  "less < than",
  "question?",
  '"quoted"',
  "pipe|",
  "amp&ersand & plus+",
  "it's [a] {brace}, #hash!",
  "trailing dot.",
  "trailing space ",
  " leading space",
  "...",
  "CON",
  "nul",
  "NUL.txt",
  "com1",
  "Inbox~2",
  "Inbox ~12345678",
  "Inbox.mbox",
  "backup.json",
  "Case",
  "case",
  "CASE",
  "stra\u00dfe",
  "STRASSE",
  "caf\u00e9",
  "cafe\u0301",
  "\u{1f4ec} Post \u{1f469}\u200d\u{1f469}\u200d\u{1f467}",
  "\u65e5\u672c\u8a9e",
  "\u202eright to left",
  `long ${"x".repeat(200)}`,
  `long ${"x".repeat(199)}y`,
  "deep",
  "deep/deep",
  "deep/deep/CON",
  "deep/deep/CON/trailing.",
  "deep/Case/case",
];

/** In Thunderbird's own addresses of folders these mean something else, so it asks for another folder. */
export const misreadNames = ["<less and more>", "percent%20"];

/** Where "." stands between the levels, a name may have a slash. */
export const namesWithSlash = ["a/b", "a_b", "a/b.c/d", "/", "CON.nul"];

/** Local Folders tell no names apart by case, and take every character. */
export const localNames = [
  ...new Map(
    [...nastyNames, ...misreadNames, ...namesWithSlash, "tab\tinside", "\u{1f600}".repeat(60)]
      .filter((name) => !name.startsWith("deep/"))
      .map((name) => [name.toLowerCase(), name]),
  ).values(),
];
