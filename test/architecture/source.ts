import { parseSync } from 'oxc-parser';

/** `types` is what `import type` brings: it is gone before anything runs. */
export type Import = { from: string | undefined; types: boolean };
export type Source = {
  imports: Import[];
  /** What it reaches for without importing it: a clock, chance, the environment, the outside. */
  reaches: Set<'clock' | 'chance' | 'environment' | 'outside'>;
  awaits: boolean;
  /** Classes that are no errors, and variables of the module that can change. */
  states: string[];
};

type Node = { type: string; [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
const children = (node: Node) =>
  Object.entries(node).flatMap(([key, value]) => [value].flat().flatMap((one) => (isNode(one) ? [{ key, node: one }] : [])));

const clocks = ['performance', 'setTimeout', 'setInterval', 'setImmediate'];
const outside = ['fetch', 'console', 'globalThis', 'global', 'WebSocket', 'XMLHttpRequest'];
const typesOnly = ['typeAnnotation', 'typeArguments', 'typeParameters', 'returnType', 'superTypeArguments', 'implements'];

/** What a file brings in and what it reaches for, by a real parser: whatever form an import takes, it is one. */
export function readSource(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const source: Source = { imports: [], reaches: new Set(), awaits: false, states: [] };
  for (const statement of program.body as unknown as Node[]) moduleState(statement, source);
  visit(program as unknown as Node, source, false);
  return source;
}

function visit(node: Node, source: Source, inTypes: boolean): void {
  const found = importOf(node);
  if (found) source.imports.push(found);
  if (node.type === 'AwaitExpression' || node.async === true || (node.type === 'ForOfStatement' && node.await === true))
    source.awaits = true;
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') classState(node, source);
  if (!inTypes) reach(node, source);
  for (const { key, node: child } of children(node)) {
    if (isNameOnly(node, key)) continue;
    visit(child, source, inTypes || typesOnly.includes(key) || ['TSTypeAliasDeclaration', 'TSInterfaceDeclaration'].includes(node.type));
  }
}

function importOf(node: Node): Import | undefined {
  const literal = (value: unknown) => (isNode(value) && value.type === 'Literal' ? String(value.value) : undefined);
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration': {
      if (!isNode(node.source)) return undefined;
      const specifiers = (node.specifiers ?? []) as Node[];
      const kinds = specifiers.map(({ importKind, exportKind }) => importKind ?? exportKind);
      // `import {} from` and `import 'x'` run the module; `import { type T }` does too, unless every name is a type.
      const types =
        node.importKind === 'type' || node.exportKind === 'type' || (kinds.length > 0 && kinds.every((kind) => kind === 'type'));
      return { from: literal(node.source), types };
    }
    case 'ImportExpression':
      return { from: literal(node.source), types: false };
    case 'TSImportType':
      return { from: literal(node.source) ?? literal((node.argument as Node | undefined)?.literal), types: true };
    case 'TSExternalModuleReference':
      return { from: literal(node.expression), types: false };
    case 'CallExpression':
      return isRequire(node.callee) ? { from: literal((node.arguments as Node[])[0]), types: false } : undefined;
    default:
      return undefined;
  }
}

const isRequire = (callee: unknown): boolean =>
  isNode(callee) &&
  ((callee.type === 'Identifier' && callee.name === 'require') ||
    (callee.type === 'MemberExpression' && isNode(callee.object) && (isRequire(callee.object) || callee.object.name === 'module')));

/** Any use of `Date` that cannot be shown to be harmless is a clock; of `Math`, only what is not chance is harmless. */
function reach(node: Node, { reaches }: Source): void {
  if (node.type === 'MemberExpression' && isNode(node.object) && node.object.type === 'Identifier') {
    const { name } = node.object;
    const member = memberName(node);
    if (name === 'Date' && member !== 'parse' && member !== 'UTC') reaches.add('clock');
    if (name === 'Temporal' && (member === 'Now' || member === undefined)) reaches.add('clock');
    if (name === 'Math' && (member === 'random' || member === undefined)) reaches.add('chance');
  }
  if (node.type === 'NewExpression' && isNamed(node.callee, 'Date') && (node.arguments as unknown[]).length === 0) reaches.add('clock');
  if (node.type === 'CallExpression' && isNamed(node.callee, 'Date')) reaches.add('clock');
  if (node.type === 'VariableDeclarator' && isNamed(node.init, 'Date')) reaches.add('clock');
  if (node.type === 'VariableDeclarator' && isNamed(node.init, 'Math')) reaches.add('chance');
  if (node.type !== 'Identifier') return;
  const name = String(node.name);
  if (clocks.includes(name)) reaches.add('clock');
  if (name === 'crypto' || name === 'randomUUID') reaches.add('chance');
  if (name === 'process') reaches.add('environment');
  if (outside.includes(name)) reaches.add('outside');
}

const isNamed = (node: unknown, name: string) => isNode(node) && node.type === 'Identifier' && node.name === name;
function memberName({ property, computed }: Node): string | undefined {
  if (!isNode(property)) return undefined;
  if (!computed) return String(property.name);
  return property.type === 'Literal' ? String(property.value) : undefined;
}

/** `{ process: 1 }` and `job.process` only name something. */
const isNameOnly = (node: Node, key: string) =>
  node.computed !== true &&
  ((node.type === 'MemberExpression' && key === 'property') ||
    (['Property', 'PropertyDefinition', 'MethodDefinition'].includes(node.type) && key === 'key'));

function classState(node: Node, source: Source): void {
  if (!isNode(node.superClass) || !/(?:Error|ComeBackLater)$/.test(String(node.superClass.name)))
    source.states.push(`class ${(node.id as Node | null)?.name ?? ''}`.trim());
}

function moduleState(statement: Node, source: Source): void {
  const declared = statement.type === 'ExportNamedDeclaration' && isNode(statement.declaration) ? statement.declaration : statement;
  if (declared.type === 'VariableDeclaration' && declared.kind !== 'const') source.states.push(`${declared.kind} of the module`);
}
