import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, it } from "vitest";
import { formatVersion } from "../../../../src/core/backup/manifest";
import { nastyMessages } from "./golden-backup";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const golden = at("golden");
const page = readFileSync(at("../../../../docs/backup-format.md"), "utf8");
const schema = JSON.parse(readFileSync(at("../../../../docs/backup-format.schema.json"), "utf8"));
const manifest = JSON.parse(readFileSync(join(golden, "backup.json"), "utf8"));
const lines = readFileSync(join(golden, "Inbox.jsonl"), "utf8").trimEnd().split("\n");

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
ajv.addSchema(schema, "format");
const fits = (part: string, value: unknown) => {
  const check = ajv.getSchema(`format${part}`);
  if (!check) throw new Error(part);
  check(value);
  return check.errors ?? [];
};

describe("docs/backup-format.schema.json", () => {
  it("fits the golden backup.json and every line of its index", () => {
    expect(fits("", manifest)).toEqual([]);
    for (const line of lines) expect(fits("#/$defs/line", JSON.parse(line))).toEqual([]);
    expect(new Set(lines.map((line) => JSON.parse(line).t))).toEqual(
      new Set(["msg", "flags", "gone", "ref"]),
    );
  });

  it("lets later kinds and fields pass", () => {
    const chain = "0".repeat(64);
    expect(fits("#/$defs/line", { t: "later", chain })).toEqual([]);
    expect(fits("#/$defs/line", { ...JSON.parse(lines[0] ?? ""), later: 1 })).toEqual([]);
    expect(fits("", { ...manifest, later: {} })).toEqual([]);
  });

  it("fits nothing without a field that must be there, or with one of another type", () => {
    for (const text of lines) {
      const line = JSON.parse(text);
      const optional = ["canon", "serverSize", "suspect"];
      for (const field of Object.keys(line)) {
        const { [field]: _gone, ...rest } = line;
        const missing = fits("#/$defs/line", rest).length > 0;
        expect([line.t, field, missing]).toEqual([line.t, field, !optional.includes(field)]);
        expect([field, fits("#/$defs/line", { ...line, [field]: {} }).length > 0]).toEqual([
          field,
          true,
        ]);
      }
    }
    for (const field of Object.keys(manifest)) {
      const { [field]: _gone, ...rest } = manifest;
      expect([field, fits("", rest).length > 0]).toEqual([field, true]);
      expect([field, fits("", { ...manifest, [field]: false }).length > 0]).toEqual([field, true]);
    }
  });

  it("knows every field that the code writes", () => {
    const strict = JSON.parse(JSON.stringify(schema), (key, value) =>
      value?.type === "object" && value.properties && key !== "line"
        ? { ...value, additionalProperties: value.additionalProperties ?? false }
        : value,
    );
    ajv.addSchema(strict, "strict");
    const errors = (part: string, value: unknown) => {
      const check = ajv.getSchema(`strict${part}`);
      check?.(value);
      return check?.errors ?? [];
    };
    expect(errors("", { ...manifest, unheardOf: 1 })).not.toEqual([]);
    expect(errors("", manifest)).toEqual([]);
    for (const line of lines) expect(errors("#/$defs/line", JSON.parse(line))).toEqual([]);
  });
});

describe("docs/backup-format.md", () => {
  it("is about this version", () => {
    expect(page).toContain(`format version ${formatVersion}\n`);
  });

  it("names every field of the schema", () => {
    const parts: { properties?: object }[] = [schema, ...Object.values(schema.$defs as object)];
    const fields = new Set(parts.flatMap((part) => Object.keys(part.properties ?? {})));
    expect(fields.size).toBeGreaterThan(50);
    expect([...fields].filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
  });
});

const hasPython = spawnSync("python3", ["--version"]).status === 0;

describe.skipIf(!hasPython)("the program on the page", () => {
  const place = mkdtempSync(join(tmpdir(), "postwacht-format-"));
  afterAll(() => rmSync(place, { recursive: true }));
  const program = /```python\n(.*?)```/s.exec(page)?.[1] ?? "";
  writeFileSync(join(place, "read_backup.py"), program);
  const run = (...args: string[]) =>
    spawnSync("python3", [join(place, "read_backup.py"), ...args], { encoding: "utf8" });

  it("reads the golden backup and gives every message back", () => {
    const out = join(place, "messages");
    const { status, stdout, stderr } = run(golden, out);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(
      "INBOX: 3 messages, every hash is right\nINBOX/Work: 0 messages, every hash is right\n",
    );
    const [id = ""] = readdirSync(out);
    for (const [i, { message }] of nastyMessages.entries()) {
      expect(new Uint8Array(readFileSync(join(out, id, `${i + 1}.eml`)))).toEqual(message);
    }
  });

  it.each([
    ["Inbox.mbox", 300],
    ["Inbox.jsonl", 30],
    ["Inbox.jsonl", -3],
    ["Inbox.jsonl", -70],
    ["backup.json", 400],
  ])("notices a changed byte in %s", (file, offset) => {
    const copy = join(place, "copy");
    cpSync(golden, copy, { recursive: true });
    const bytes = readFileSync(join(copy, file));
    const where = (offset + bytes.length) % bytes.length;
    bytes.writeUInt8((bytes[where] ?? 0) ^ 1, where);
    writeFileSync(join(copy, file), bytes);
    const { status, stderr } = run(copy);
    expect(status).not.toBe(0);
    expect(stderr).toContain(`DAMAGED: ${file}`);
  });

  it("does not mind what lies behind the commit", () => {
    const copy = join(place, "longer");
    cpSync(golden, copy, { recursive: true });
    for (const file of ["Inbox.mbox", "Inbox.jsonl"]) {
      writeFileSync(join(copy, file), "half a line", { flag: "a" });
    }
    expect(run(copy).status).toBe(0);
  });

  const countWithMailbox = (file: string) => {
    const code = "import mailbox,sys; print(len(mailbox.mbox(sys.argv[1])))";
    return Number(execFileSync("python3", ["-c", code, file]).toString());
  };

  it("sees as many messages as Python's own mailbox, which knows of no index", () => {
    expect(countWithMailbox(join(golden, "Inbox.mbox"))).toBe(3);
  });
});
