// npm run golden: writes the golden households' reports anew. Read what git shows before it is committed:
// a report that changed is either what was wanted or what the lists beside it have to forbid.
import { spawnSync } from "node:child_process";

const { status } = spawnSync(
  "npx",
  ["vitest", "run", "--project", "unit", "test/unit/core/checkup/households"],
  { stdio: "inherit", env: { ...process.env, POSTWACHT_GOLDEN: "write" } },
);
process.exit(status ?? 1);
