import { expect, it } from "vitest";
import { Refusal, reasonOf } from "../../../src/core/refusal";

it("carries its reason to whoever catches it", () => {
  const refusal = new Refusal("backup-file-short", { file: "Inbox.mbox" });
  expect(refusal).toBeInstanceOf(Error);
  expect(refusal.message).toBe("backup-file-short");
  expect(reasonOf(refusal)).toEqual({ code: "backup-file-short", values: { file: "Inbox.mbox" } });
  expect(reasonOf(new Refusal("busy"))).toEqual({ code: "busy", values: {} });
});

it("knows the code in an error of an experiment", () => {
  expect(reasonOf(new Error("disk-full"))).toEqual({ code: "disk-full", values: {} });
});

it.each<[unknown, string]>([
  [new Error("something else"), "something else"],
  [new Error("disk-full!"), "disk-full!"],
  ["text", "text"],
  [undefined, "undefined"],
  [null, "null"],
  [{}, "[object Object]"],
])("calls %j internal and keeps its text", (thrown, detail) => {
  expect(reasonOf(thrown)).toEqual({ code: "internal", values: { detail } });
});
