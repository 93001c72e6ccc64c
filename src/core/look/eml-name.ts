import { reservedName, shortened } from "../backup/file-names";

const longest = 80;

/** A file name for a message, from its subject; every file system takes it. */
export function emlName(subject: string, otherwise: string): string {
  const safe = subject
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Co}\p{Zl}\p{Zp}\\/:*?"<>|~%]+/gu, "_")
    .replace(/\s+/g, " ");
  const name = shortened(safe, longest).replace(/^[. _]+|[. _]+$/g, "") || otherwise;
  return `${reservedName.test(name) ? `_${name}` : name}.eml`;
}
