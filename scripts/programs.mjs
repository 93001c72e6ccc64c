// Finds the programs that the demonstration and the live tests need, and installs what is missing where it can:
// on Debian, as root. Uses Node's own modules only, because it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, ".cache");

/** @param {string} command @param {string[]} args @param {{ cwd?: string, quiet?: boolean }} [options] */
export function run(command, args, { cwd = root, quiet = false } = {}) {
  const result = spawnSync(command, args, {
    cwd,
    stdio: quiet ? ["ignore", "ignore", "inherit"] : "inherit",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

/** @param {string} program */
export function find(program) {
  const places = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/lib/dovecot"];
  return places.map((place) => join(place, program)).find((path) => existsSync(path)) ?? null;
}

/** The npm packages, exactly as the lock file has them. */
export function installPackages() {
  if (existsSync(join(root, "node_modules/.package-lock.json"))) return;
  console.log("Installing the npm packages ...");
  if (run("npm", ["ci", "--no-audit", "--no-fund"], { quiet: true }) !== 0) {
    throw new Error("npm ci failed; what it printed stands above.");
  }
}

/** Debian package -> the file that shows it is there. */
const debianPackages = {
  thunderbird: "/usr/lib/thunderbird/thunderbird-bin",
  xvfb: "/usr/bin/Xvfb",
  "dovecot-imapd": "/usr/lib/dovecot/imap",
  "dovecot-pop3d": "/usr/lib/dovecot/pop3",
};
const testPackages = { mutt: "/usr/bin/mutt", python3: "/usr/bin/python3" };

const isDebian = () => existsSync("/etc/debian_version") && find("apt-get") !== null;
const isRoot = () => process.getuid?.() === 0;
let updated = false;

function aptUpdate() {
  if (!updated && run("apt-get", ["update", "-qq"], { quiet: true }) !== 0) {
    throw new Error("apt-get update failed.");
  }
  updated = true;
}

/**
 * Installs the Debian packages that are not there; elsewhere says which programs are missing and how to get them.
 * @param {{ forTests?: boolean }} [options]
 */
export function installPrograms({ forTests = false } = {}) {
  const wanted = { ...debianPackages, ...(forTests ? testPackages : {}) };
  const lacking = Object.entries(wanted)
    .filter(([, file]) => !existsSync(file) && !find(file.slice(file.lastIndexOf("/") + 1)))
    .map(([name]) => name);
  if (lacking.length === 0) return;
  if (!isDebian() || !isRoot()) {
    const sudo = isDebian() ? `sudo apt-get install ${lacking.join(" ")}` : null;
    throw new Error(
      `These programs are missing: ${lacking.join(", ")}.\n` +
        (sudo
          ? `Install them with:\n  ${sudo}`
          : "Install Thunderbird 140 or 153, Xvfb (only where there is no display) and Dovecot 2.3 with IMAP and\n" +
            "POP3 from your system's packages, and set THUNDERBIRD_FOLDER to the folder with thunderbird-bin."),
    );
  }
  console.log(`Installing Debian packages: ${lacking.join(", ")} ...`);
  aptUpdate();
  const args = ["install", "-y", "-qq", "--no-install-recommends", ...lacking];
  if (run("apt-get", args, { quiet: true }) !== 0) throw new Error("apt-get install failed.");
}

/** @param {string} folder */
function versionIn(folder) {
  const ini = readFileSync(join(folder, "application.ini"), "utf8");
  return /^Version=(.+)$/m.exec(ini)?.[1] ?? "?";
}

/** The installed Thunderbird: the folder of its program and its version. */
export function installedThunderbird() {
  const places = [process.env.THUNDERBIRD_FOLDER, "/usr/lib/thunderbird", "/opt/thunderbird"];
  const folder = places.find((place) => place && existsSync(join(place, "thunderbird-bin")));
  if (!folder) throw new Error("Thunderbird was not found; set THUNDERBIRD_FOLDER to its folder.");
  return { folder, version: versionIn(folder) };
}

/** Thunderbird 140, unpacked from its Debian package beside the project; null where that cannot be had. */
export function thunderbird140() {
  const place = join(cache, "thunderbird-140");
  const folder = join(place, "usr/lib/thunderbird");
  if (existsSync(join(folder, "thunderbird-bin"))) return { folder, version: versionIn(folder) };
  if (!isDebian()) return null;
  console.log("Fetching Thunderbird 140 ...");
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  if (isRoot()) aptUpdate();
  if (
    run("apt-get", ["download", "-qq", "thunderbird=1:140*"], { cwd: place, quiet: true }) !== 0
  ) {
    return null;
  }
  const file = readdirSync(place).find((name) => name.endsWith(".deb"));
  if (!file || run("dpkg", ["-x", file, "."], { cwd: place }) !== 0) return null;
  rmSync(join(place, file));
  return { folder, version: versionIn(folder) };
}
