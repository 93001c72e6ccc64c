import { writeFileSync } from "node:fs";
import { checks } from "../../src/core/checkup/checks/index";
import { runCheckup } from "../../src/core/checkup/run";
import { largeSnapshot } from "./large-snapshot";

/** Milliseconds that judging takes: the whole check-up, and each check by itself. */
export interface JudgingFigures {
  folders: number;
  findings: number;
  /** The first run of a process, before the engine has got to know the code. */
  first: number;
  /** The median of nine runs. */
  median: number;
  slowest: { check: string; milliseconds: number }[];
}

function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const medianOf = (work: () => void) => median(Array.from({ length: 9 }, () => milliseconds(work)));

/** The check-up from facts that were gathered earlier: 50 accounts and 5,000 folders. */
export function measureJudging(): JudgingFigures {
  const facts = largeSnapshot();
  const first = milliseconds(() => void runCheckup(facts));
  const whole = medianOf(() => void runCheckup(facts));
  const slowest = checks
    .map((check) => ({
      check: check.id,
      milliseconds: medianOf(() => void runCheckup(facts, [check])),
    }))
    .toSorted((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, 5);
  const { outcomes } = runCheckup(facts);
  return {
    folders: 5000,
    findings: outcomes.flatMap(({ findings }) => findings).length,
    first,
    median: whole,
    slowest,
  };
}

export function printJudging(figures: JudgingFigures, file: string): void {
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  console.log(
    `Check-up from gathered facts: 50 accounts, ${figures.folders} folders, ${checks.length} checks, ${figures.findings} findings`,
  );
  console.log(`  first run           ${ms(figures.first)}`);
  console.log(`  median of nine      ${ms(figures.median)}`);
  for (const { check, milliseconds: time } of figures.slowest) {
    console.log(`    ${check.padEnd(30)} ${ms(time)}`);
  }
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
}
