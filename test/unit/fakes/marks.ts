import { createHash } from "node:crypto";

interface Row {
  key: number;
  size: number;
  flags: number;
  keywords: string;
  messageId: string;
  body: boolean;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** What the experiment's `marks` answers for the rows of these keys. */
export function marksOf(rows: readonly Row[], keys: ArrayBuffer, flagMask: number) {
  const wanted = [...new Uint32Array(keys)];
  const some = wanted.flatMap((key) => rows.filter((row) => row.key === key));
  return {
    count: some.length,
    bodies: some.filter(({ body }) => body).length,
    states: sha256(
      some.map((row) => `${row.key} ${row.flags & flagMask} ${row.keywords}\n`).join(""),
    ),
    rows: sha256(some.map((row) => `${row.size} ${row.messageId}\n`).join("")),
  };
}
