/** Where the date of an index line comes from. */
export type ReceivedFrom = "received" | "date" | "run";

const text = (bytes: Uint8Array) => {
  let result = "";
  for (const byte of bytes.subarray(0, 16_384)) result += String.fromCharCode(byte);
  return result;
};

/** The first field of that name in a header block, unfolded; null where there is none. */
export function headerField(message: Uint8Array, name: string): string | null {
  const block = text(message).split(/\r?\n\r?\n/, 1)[0] ?? "";
  const lines = block.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  const start = `${name.toLowerCase()}:`;
  const line = lines.find((candidate) => candidate.toLowerCase().startsWith(start));
  return line === undefined ? null : line.slice(start.length).trim();
}

function parsed(date: string | null): number | null {
  if (date === null) return null;
  // Date.parse knows RFC 5322 dates once their comments are away.
  const time = Date.parse(date.replace(/\([^)]*\)/g, "").trim());
  return Number.isNaN(time) ? null : time;
}

/**
 * When a message arrived. Thunderbird never learns the server's INTERNALDATE, so this is the date of the
 * first Received field, else the Date field, else `runAt`. Milliseconds since the epoch.
 */
export function receivedDate(
  message: Uint8Array,
  runAt: number,
): { at: number; from: ReceivedFrom } {
  const received = headerField(message, "Received");
  const stamp = parsed(received?.slice(received.lastIndexOf(";") + 1) ?? null);
  if (stamp !== null) return { at: stamp, from: "received" };
  const date = parsed(headerField(message, "Date"));
  return date === null ? { at: runAt, from: "run" } : { at: date, from: "date" };
}
