/** What else has its hands on a folder: a program that copies it elsewhere, or another computer whose folder it is. */
export interface SharedPlace {
  kind: "synced" | "network";
  /** The program, as its maker calls it, or the computer on the network where its name is known. */
  service: string;
}

/** Names under which these programs keep their folder: the ones that they make themselves, in lower case. */
const services: readonly [RegExp, string][] = [
  [/^onedrive( ?- ?.+)?$/, "OneDrive"],
  [/^dropbox( ?\(.+\)|-.+)?$/, "Dropbox"],
  [/^(iclouddrive|icloud drive|com~apple~clouddocs|mobile documents)$/, "iCloud Drive"],
  [/^google ?drive(-.+| \(.+\))?$/, "Google Drive"],
  [/^nextcloud\d?$/, "Nextcloud"],
  [/^owncloud\d?( - .+)?$/, "ownCloud"],
  [/^pcloud ?(drive|sync)?$/, "pCloud"],
  [/^box( sync|-.+)?$/, "Box"],
];

/** Google's own drive letter shows these at its top, in the language of the system. */
const driveTops = ["my drive", "mijn drive", "shared drives", "gedeelde drives"];

/** Names in a mount point that say that it is another computer's; a second disk has other names. */
const remoteName = /^(nas|smb|cifs|nfs|sshfs|webdav|davfs|share|shares|network|netwerk|remote)\b/;

/**
 * Recognises, by its path alone, a folder that OneDrive and the like keep in step with other places,
 * or that stands on another computer. Paths are read as Windows, macOS and Linux write them. Null
 * where the path shows nothing of the kind, which is no proof that there is nothing.
 */
export function sharedPlace(path: string): SharedPlace | null {
  const windows = /^[a-z]:[\\/]/i.test(path) || path.startsWith("\\\\");
  const plain = windows ? path.replaceAll("\\", "/") : path;
  return onNetwork(plain, windows) ?? inService(plain);
}

function inService(path: string): SharedPlace | null {
  const names = path.split("/").filter(Boolean);
  const from = afterHome(names);
  const cloud = names.findIndex((name) => name.toLowerCase() === "cloudstorage");
  const mounted = names[cloud + 1];
  for (const [at, name] of names.entries()) {
    const lower = name.toLowerCase();
    if (at < from) continue;
    if (at === 1 && /^[a-z]:$/i.test(names[0] ?? "") && driveTops.includes(lower)) {
      return { kind: "synced", service: "Google Drive" };
    }
    const [, service] = services.find(([pattern]) => pattern.test(lower)) ?? [];
    // "Box" is a word that people use: it counts only where the program itself puts it.
    if (service && (service !== "Box" || at <= from || at === cloud + 1)) {
      return { kind: "synced", service };
    }
  }
  // macOS keeps every such program here, under a name that begins with the program's.
  if (cloud > 0 && mounted && names[cloud - 1]?.toLowerCase() === "library") {
    return { kind: "synced", service: mounted.split("-")[0] ?? mounted };
  }
  return null;
}

/** The first name that can be a program's folder: a user may be called Box, or a host Nextcloud. */
function afterHome(names: readonly string[]): number {
  const [first = "", second = "", third = ""] = names.map((name) => name.toLowerCase());
  if (/^[a-z]:$/.test(first)) {
    return second === "users" || second === "documents and settings" ? 3 : 1;
  }
  if (first === "home" || first === "users") return 2;
  if (first === "var" && second === "home") return 3;
  if (first === "system" && second === "volumes" && third === "data") return 5;
  return first === "media" ? 3 : first === "volumes" || first === "mnt" ? 1 : 0;
}

function onNetwork(path: string, windows: boolean): SharedPlace | null {
  const [first = "", second = "", third = ""] = path.split("/").filter(Boolean);
  if (windows && path.startsWith("//")) {
    // \\?\C:\ and \\.\ are this computer's own; \\wsl$\ is a Linux inside it.
    if (first === "?" || first === ".") return second === "UNC" ? remote(third) : null;
    return /^wsl(\$|\.localhost)$/i.test(first) ? null : remote(first);
  }
  if (/^(smb|nfs|cifs|afp|sftp|dav|davs):\//i.test(path)) return remote(second);
  const gvfs = /\/(?:gvfs|\.gvfs)\/([^/]+)/.exec(path);
  if (gvfs) return remote(/(?:server|host)=([^,/]+)/.exec(gvfs[1] ?? "")?.[1] ?? "");
  if ((first === "net" || first === "afs") && third) return remote(second);
  if (first === "Network" && second === "Servers") return remote(third);
  if (first === "mnt" || first === "media" || first === "Volumes") {
    const names = first === "media" ? [second, third] : [second];
    if (names.some((name) => remoteName.test(name.toLowerCase()))) return remote("");
  }
  return null;
}

const remote = (service: string): SharedPlace => ({ kind: "network", service });
