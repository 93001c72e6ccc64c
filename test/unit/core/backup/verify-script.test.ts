import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { isWhole } from "../../../../src/core/backup/verify-reading";
import { randomFrom } from "../mbox/random";
import { indexDamages, lineDamages, manifestDamages, volumeDamages } from "./damages";
import { type Files, makeBackup, readAll } from "./memory-backup";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const script = at("../../../../docs/verify-backup.py");
const hasPython = spawnSync("python3", ["--version"]).status === 0;

describe.skipIf(!hasPython)("docs/verify-backup.py", async () => {
  const place = mkdtempSync(join(tmpdir(), "postwacht-script-"));
  afterAll(() => rmSync(place, { recursive: true }));
  const made = await makeBackup();
  let copies = 0;

  const run = (folder: string) => spawnSync("python3", [script, folder], { encoding: "utf8" });

  function runOn(files: Files) {
    const folder = join(place, String(copies++));
    for (const [name, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    const answer = run(folder);
    rmSync(folder, { recursive: true });
    return answer;
  }

  it("has at most 60 lines", () => {
    expect(readFileSync(script, "utf8").trimEnd().split("\n").length).toBeLessThanOrEqual(60);
    expect(readFileSync(at("../../../../docs/backup-format.md"), "utf8")).toContain(
      "verify-backup.py",
    );
  });

  it("finds the golden backup whole", () => {
    const { status, stdout, stderr } = run(at("golden"));
    expect([status, stdout, stderr]).toEqual([0, "3 messages read; no damage found\n", ""]);
  });

  it("finds a backup whole that has several volumes, folders and lines about another folder", () => {
    const { status, stdout } = runOn(made.files);
    expect([status, stdout]).toEqual([0, "25 messages read; no damage found\n"]);
  });

  const damages = { ...volumeDamages, ...indexDamages, ...lineDamages, ...manifestDamages };
  const cases = Object.entries(damages).flatMap(([name, damage]) =>
    [1, 2, 3].map((seed) => ({ name, seed, damage })),
  );

  it.each(cases)("agrees with Postwacht: $name, $seed", async ({ name, damage, seed }) => {
    const backup = { ...made, files: { ...made.files } };
    const done = damage(backup, randomFrom(seed));
    const { status, stdout, stderr } = runOn(backup.files);
    const { reading } = await readAll(backup.files);
    // The script reads no copy that is kept in reserve.
    const onlyPrevious = reading.damages.every(({ kind }) => kind === "previous-damaged");
    const expected = isWhole(reading) || (onlyPrevious && reading.hitCount === 0) ? 0 : 1;
    const older = name === "an older manifest in its place";
    expect([done, stderr.includes("Traceback")]).toEqual([done, false]);
    if (!older) expect([done, status]).toEqual([done, expected]);
    for (const { message, reason } of reading.hits) {
      if (reason.code !== "message-not-proved") expect(stdout).toContain(message?.subject);
    }
  });
});
