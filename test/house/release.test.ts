import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { build } from "../../scripts/build.mjs";
import {
  changelogSection,
  reasonsAgainst,
  sha256Text,
  updatesAddress,
  updatesText,
} from "../../scripts/release-files.mjs";
import { read } from "./source";

const address = "https://example.org/postwacht/";
const changelog =
  "# Changelog\n\n## [1.2.0] - 2026-11-23\n\n### Added\n\n- One.\n\n## [1.1.0] - unreleased\n\n- Two.\n";
const good = { changes: "", changelog, version: "1.2.0", address };

describe("a release", () => {
  it("is made where nothing stands against it", () => {
    expect(reasonsAgainst(good)).toEqual([]);
    expect(reasonsAgainst({ ...good, address: null })).toEqual([]);
    expect(changelogSection(changelog, "1.2.0")).toBe("### Added\n\n- One.");
  });

  it.each([
    ["changes that are not committed", { changes: " M README.md\n" }],
    ["a version without a section", { version: "1.3.0" }],
    ["a section without a day", { version: "1.1.0" }],
    [
      "a section without a line",
      { changelog: "## [1.2.0] - 2026-11-23\n\n## [1.1.0] - 2026-01-01\n- x\n" },
    ],
    ["a number that is none", { version: "1.2" }],
    ["an address without https", { address: "http://example.org/" }],
    ["an address of a file", { address: "https://example.org/updates.json" }],
    ["an address that was forgotten", { address: "" }],
  ])("is refused for %s", (_what, change) => {
    expect(reasonsAgainst({ ...good, ...change })).not.toEqual([]);
  });

  it("has the section of its version, with a day", () => {
    const { version } = JSON.parse(read("package.json"));
    const facts = { changes: "", changelog: read("CHANGELOG.md"), version, address: null };
    expect(reasonsAgainst(facts)).toEqual([]);
  });
});

describe("the file that is released", () => {
  const place = mkdtempSync(join(tmpdir(), "postwacht-release-"));
  afterAll(() => rmSync(place, { recursive: true }));

  it("has the same bytes in every build, and says where newer versions are", async () => {
    const updateUrl = updatesAddress(address);
    const first = await build({ updateUrl, into: join(place, "a") });
    const second = await build({ updateUrl, into: join(place, "b") });
    const bytes = readFileSync(first.xpi);
    expect(readFileSync(second.xpi).equals(bytes)).toBe(true);
    expect(first.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    const file = first.xpi.split("/").at(-1) ?? "";
    expect(sha256Text(first.sha256, file)).toBe(`${first.sha256}  ${file}\n`);

    const inside = unzipSync(bytes)["manifest.json"] ?? new Uint8Array(0);
    const manifest = JSON.parse(new TextDecoder().decode(inside));
    const { id, update_url, strict_min_version, strict_max_version } =
      manifest.browser_specific_settings.gecko;
    expect(update_url).toBe("https://example.org/postwacht/updates.json");
    const release = { manifest, file, sha256: first.sha256 };
    expect(JSON.parse(updatesText({ ...release, address }))).toEqual({
      addons: {
        [id]: {
          updates: [
            {
              version: manifest.version,
              update_link: `https://example.org/postwacht/${file}`,
              update_hash: `sha256:${first.sha256}`,
              applications: { gecko: { strict_min_version, strict_max_version } },
            },
          ],
        },
      },
    });
    expect(updatesText({ ...release, address: null })).not.toContain("update_link");
  });

  it("looks nowhere for newer versions unless the release says where", async () => {
    const { dist } = await build({ into: join(place, "c") });
    expect(readFileSync(join(dist, "manifest.json"), "utf8")).not.toContain("update_url");
  });
});
