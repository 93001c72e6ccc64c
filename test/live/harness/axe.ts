import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inPage, type Place } from "./pages";
import type { Thunderbird } from "./thunderbird";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe-core finds wrong on a page of the add-on as it is shown now: one line for each element. It runs beside the
 * page, as the page's own policy lets no foreign script in.
 */
export const violations = (thunderbird: Thunderbird, place: Place): Promise<string[]> =>
  inPage<string[]>(
    thunderbird,
    place,
    `const beside = new Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false });
     Cu.evalInSandbox(args[0], beside);
     const run = "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => JSON.stringify(" +
       "violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary, html }) =>" +
       "[id, target.join(' '), html.slice(0, 150), failureSummary].join(' | ')))))";
     return JSON.parse(await Cu.evalInSandbox(run, beside));`,
    source,
  );
