import { expect, it } from "vitest";
import { filesIn, read } from "./source";

const rooms = ["src", "experiments", "scripts", "test"];
const code = [".ts", ".tsx", ".js", ".mjs", ".css", ".html", ".py", ".sh"];
const files = rooms.flatMap((room) => filesIn(room, code));

it("sees every room", () => {
  expect(rooms.filter((room) => !files.some((path) => path.startsWith(`${room}/`)))).toEqual([]);
});

// An experiment is one file, whatever its length: modules beside it are kept stale by Thunderbird until a restart.
const isExperiment = (path: string) => path.startsWith("experiments/");

it("holds no file of more than 250 lines", () => {
  const lines = (path: string) => read(path).trimEnd().split("\n").length;
  const long = files
    .filter((path) => !isExperiment(path) && lines(path) > 250)
    .map((path) => `${path}: ${lines(path)}`);
  expect(long).toEqual([]);
});

it("has no drawer for odds and ends: a file is named after what it holds", () => {
  const drawers = /(^|[/-])(utils?|helpers?|misc|common|types)\.\w+$/;
  expect(files.filter((path) => drawers.test(path))).toEqual([]);
});

it("has no index but the list of checks and the entry of the background", () => {
  const indexes = filesIn("src").filter((path) => /(^|\/)index\.\w+$/.test(path));
  const known = ["src/background/index.ts", "src/core/checkup/checks/index.ts"];
  expect(indexes.filter((path) => !known.includes(path))).toEqual([]);
});
