// What a release says of itself, and when there must be none. Only texts in and texts out, so that a test sees it.

/**
 * @typedef {{ version: string, browser_specific_settings: { gecko: { id: string, strict_min_version: string,
 *   strict_max_version: string } } }} Manifest
 */

/**
 * What CHANGELOG.md says of a version, without its heading; null where it has no section with a day.
 * @param {string} changelog
 * @param {string} version
 */
export function changelogSection(changelog, version) {
  const sections = changelog.split(/^(?=## \[)/m);
  const heading = `## [${version}] - `;
  const found = sections.find((section) => section.startsWith(heading));
  const [first = "", ...lines] = (found ?? "").split("\n");
  return /^\d{4}-\d{2}-\d{2}$/.test(first.slice(heading.length)) ? lines.join("\n").trim() : null;
}

/**
 * Every reason not to make a release; none means that it may be made.
 * @param {{ changes: string, changelog: string, version: string, address: string | null }} facts
 *   `changes` is what `git status --porcelain` prints, `address` where the files will lie.
 */
export function reasonsAgainst({ changes, changelog, version, address }) {
  const section = changelogSection(changelog, version);
  return [
    changes.trim() !== "" && `There are changes that are not committed:\n${changes.trimEnd()}`,
    !/^\d+\.\d+\.\d+$/.test(version) && `${version} is no version number for a release.`,
    section === null && `CHANGELOG.md has no section "## [${version}] - <day>".`,
    section !== null && !/^- \S/m.test(section) && `CHANGELOG.md says nothing of ${version}.`,
    address !== null && !isAddress(address) && `${address} is no https address that ends with "/".`,
  ].filter((reason) => reason !== false);
}

/** Thunderbird asks for updates by https only. @param {string} address */
function isAddress(address) {
  return URL.canParse(address) && address.startsWith("https://") && address.endsWith("/");
}

/** Where Thunderbird looks for updates. @param {string} address */
export const updatesAddress = (address) => `${address}updates.json`;

/**
 * The file that Thunderbird reads to find an update: one version, its address, hash and Thunderbird versions.
 * Without an address the link is left for whoever publishes the file.
 * @param {{ manifest: Manifest, file: string, sha256: string, address: string | null }} release
 */
export function updatesText({ manifest, file, sha256, address }) {
  const { id, strict_min_version, strict_max_version } = manifest.browser_specific_settings.gecko;
  const update = {
    version: manifest.version,
    ...(address === null ? {} : { update_link: `${address}${file}` }),
    update_hash: `sha256:${sha256}`,
    applications: { gecko: { strict_min_version, strict_max_version } },
  };
  return `${JSON.stringify({ addons: { [id]: { updates: [update] } } }, null, 2)}\n`;
}

/** As `sha256sum -c` reads it. @param {string} sha256 @param {string} file */
export const sha256Text = (sha256, file) => `${sha256}  ${file}\n`;
