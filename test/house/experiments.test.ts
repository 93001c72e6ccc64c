import ts from "typescript";
import { describe, expect, it } from "vitest";
import { serverSettings } from "../../src/core/checkup/server-settings";
import { filesIn, read } from "./source";

interface SchemaFunction {
  name: string;
  type: string;
  async?: boolean;
  parameters: { name: string }[];
}

interface Schema {
  namespace: string;
  functions?: SchemaFunction[];
  events?: { name: string }[];
}

const manifest = JSON.parse(read("manifest.json"));
const names = Object.keys(manifest.experiment_apis);
const folders = new Set(filesIn("experiments").map((path) => path.split("/")[1]));

const treeOf = (path: string) =>
  ts.createSourceFile(path, read(path), ts.ScriptTarget.ES2023, true);

/** Every node of a file, from the top down. */
function nodesOf(path: string): ts.Node[] {
  const all: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    all.push(node);
    node.forEachChild(visit);
  };
  visit(treeOf(path));
  return all;
}

interface Implemented {
  name: string;
  async: boolean;
  parameters: number;
}

/** The functions in `name: { ... }`, which is what `getAPI` answers. */
function implemented(name: string): Implemented[] {
  const api = nodesOf(`experiments/${name}/implementation.js`).find(
    (node): node is ts.PropertyAssignment =>
      ts.isPropertyAssignment(node) && node.name.getText() === name,
  );
  if (!api || !ts.isObjectLiteralExpression(api.initializer)) return [];
  return api.initializer.properties.flatMap((property) => {
    const call = ts.isPropertyAssignment(property) ? property.initializer : property;
    if (!ts.isMethodDeclaration(call) && !ts.isArrowFunction(call)) return [];
    const modifiers = call.modifiers ?? [];
    return {
      name: property.name?.getText() ?? "",
      async: modifiers.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword),
      parameters: call.parameters.length,
    };
  });
}

interface Declared {
  name: string;
  promise: boolean;
  parameters: number;
}

/** The functions that `src/*.d.ts` declare under a name, as a namespace or as a type. */
function declared(name: string): Declared[] {
  const nodes = filesIn("src", [".d.ts"]).flatMap(nodesOf);
  const home = nodes.find((node) => isHome(node, name));
  const members = home ? membersOf(home, nodes) : [];
  return members.flatMap((member) => {
    const call =
      ts.isPropertySignature(member) && member.type && ts.isFunctionTypeNode(member.type)
        ? member.type
        : member;
    const is =
      ts.isFunctionDeclaration(call) || ts.isMethodSignature(call) || ts.isFunctionTypeNode(call);
    if (!is) return [];
    return {
      name: (member as ts.NamedDeclaration).name?.getText() ?? "",
      promise: call.type?.getText().startsWith("Promise<") ?? false,
      parameters: call.parameters.length,
    };
  });
}

const isHome = (node: ts.Node, name: string): boolean =>
  (ts.isModuleDeclaration(node) && node.name.text.split(".").at(-1) === name) ||
  ((ts.isPropertySignature(node) || ts.isVariableDeclaration(node)) &&
    node.name.getText() === name &&
    node.type !== undefined);

function membersOf(home: ts.Node, nodes: ts.Node[]): readonly ts.Node[] {
  if (ts.isModuleDeclaration(home)) {
    return home.body && ts.isModuleBlock(home.body) ? home.body.statements : [];
  }
  const type = (home as ts.PropertySignature).type;
  if (type && ts.isTypeLiteralNode(type)) return type.members;
  const named = nodes.find(
    (node): node is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(node) && node.name.text === type?.getText(),
  );
  return named?.members ?? [];
}

it("brings every folder of an experiment, and no other", () => {
  expect(names.length).toBeGreaterThan(0);
  expect([...folders].sort()).toEqual([...names].sort());
});

describe.each(names)("the experiment %s", (name) => {
  const entry = manifest.experiment_apis[name];
  const schema: Schema[] = JSON.parse(read(`experiments/${name}/schema.json`));
  const functions = schema.flatMap((one) => one.functions ?? []);

  it("has its files where the manifest says, at one path under `messenger`", () => {
    expect(entry.schema).toBe(`experiments/${name}/schema.json`);
    expect(entry.parent.script).toBe(`experiments/${name}/implementation.js`);
    expect(entry.parent.paths).toEqual([[name]]);
    expect(schema.map(({ namespace }) => namespace)).toEqual([name]);
    const files = filesIn(`experiments/${name}`);
    expect(files).toEqual([entry.parent.script, entry.schema]);
  });

  it("is the class that Thunderbird looks for", () => {
    const script = read(entry.parent.script);
    expect(script).toMatch(new RegExp(`^(this|var)[. ]${name} = class extends ExtensionAPI`, "m"));
  });

  it("has a schema in which every function is asynchronous and says what it is for", () => {
    expect(functions.length).toBeGreaterThan(0);
    const wrong = functions.filter(
      (one) => one.type !== "function" || one.async !== true || !Array.isArray(one.parameters),
    );
    expect(wrong.map((one) => one.name)).toEqual([]);
  });

  it("does what its schema says: the same functions with the same number of parameters", () => {
    const wanted = functions.map((one) => ({
      name: one.name,
      async: true,
      parameters: one.parameters.length,
    }));
    expect(sorted(implemented(name))).toEqual(sorted(wanted));
  });

  it("is declared to our own code as its schema says", () => {
    const wanted = functions.map((one) => ({
      name: one.name,
      promise: true,
      parameters: one.parameters.length,
    }));
    expect(sorted(declared(name))).toEqual(sorted(wanted));
  });
});

const sorted = <T extends { name: string }>(list: T[]): T[] =>
  list.toSorted((a, b) => (a.name < b.name ? -1 : 1));

it("reads the settings that the check-up knows, and no other", () => {
  const listed = (name: string) =>
    nodesOf("experiments/mailSettings/implementation.js")
      .filter(ts.isVariableDeclaration)
      .filter((node) => node.name.getText() === name)
      .flatMap(({ initializer }) =>
        initializer && ts.isArrayLiteralExpression(initializer)
          ? initializer.elements.filter(ts.isStringLiteral).map(({ text }) => text)
          : [],
      )
      .sort();
  const known = (kind: string) =>
    Object.values(serverSettings)
      .filter((setting) => setting.kind === kind)
      .map(({ preference }) => preference)
      .sort();
  expect(listed("BOOLEANS")).toEqual(known("boolean"));
  expect(listed("NUMBERS")).toEqual(known("integer"));
  expect(listed("TEXTS")).toEqual(known("text"));
});
