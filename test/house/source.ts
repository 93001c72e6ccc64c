import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const root = fileURLToPath(new URL("../../", import.meta.url));

export const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** Paths of all files in a folder, from the root of the repository, with forward slashes. */
export function filesIn(folder: string, endings: string[] = []): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => endings.length === 0 || endings.some((ending) => path.endsWith(ending)))
    .sort();
}

export interface Import {
  from: string;
  /** Nothing of it is left when the types are gone. */
  typeOnly: boolean;
}

/** What a file says to the compiler; comments and the insides of strings are not part of it. */
export interface Source {
  path: string;
  imports: Import[];
  /** Chains like `messenger.accounts.list`, and `new Date()` where it is called without argument. */
  uses: string[];
  /** Texts of string literals. */
  strings: string[];
  /** What stands before the first `${` of a template. */
  templateHeads: string[];
  /** First arguments of calls, where they are strings, by the name of the function. */
  calls: { name: string; argument: string }[];
}

const parsed = new Map<string, Source>();

export function source(path: string): Source {
  const before = parsed.get(path);
  if (before) return before;
  const tree = ts.createSourceFile(path, read(path), ts.ScriptTarget.ES2023, true);
  const found: Source = { path, imports: [], uses: [], strings: [], templateHeads: [], calls: [] };
  const visit = (node: ts.Node): void => {
    note(node, found);
    node.forEachChild(visit);
  };
  visit(tree);
  parsed.set(path, found);
  return found;
}

function note(node: ts.Node, found: Source): void {
  const from = specifierOf(node);
  if (from) found.imports.push({ from, typeOnly: isTypeOnly(node) });
  if (ts.isStringLiteralLike(node)) found.strings.push(node.text);
  if (ts.isTemplateHead(node)) found.templateHeads.push(node.text);
  if (ts.isNewExpression(node) && node.expression.getText() === "Date") {
    if (!node.arguments?.length) found.uses.push("new Date()");
  }
  const chain = ts.isPropertyAccessExpression(node.parent ?? node) ? null : chainOf(node);
  if (chain) found.uses.push(chain);
  if (ts.isCallExpression(node) && node.arguments[0] && ts.isStringLiteralLike(node.arguments[0])) {
    found.calls.push({ name: node.expression.getText(), argument: node.arguments[0].text });
  }
}

/** `a.b.c` as text, where it begins with a plain name; a name alone is a chain of one. */
function chainOf(node: ts.Node): string | null {
  if (ts.isIdentifier(node)) return node.text;
  if (!ts.isPropertyAccessExpression(node)) return null;
  const left = chainOf(node.expression);
  return left && `${left}.${node.name.text}`;
}

function specifierOf(node: ts.Node): string | null {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
    return ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : null;
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return ts.isStringLiteral(node.argument.literal) ? node.argument.literal.text : null;
  }
  const dynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const [argument] = dynamic ? node.arguments : [];
  return argument && ts.isStringLiteralLike(argument) ? argument.text : null;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (!ts.isImportDeclaration(node) || !node.importClause) return false;
  const { isTypeOnly: whole, name, namedBindings } = node.importClause;
  if (whole) return true;
  if (name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
  const each = namedBindings.elements;
  return each.length > 0 && each.every((one) => one.isTypeOnly);
}
