import { parse } from 'acorn';
import { full } from 'acorn-walk';
import { api, javascript, lacks, parts } from './support.ts';

/** Names by which a page reaches an object without making it. */
const standing: Readonly<Record<string, readonly string[]>> = {
  window: ['Window'],
  self: ['Window', 'WorkerGlobalScope', 'DedicatedWorkerGlobalScope'],
  globalThis: ['Window'],
  document: ['Document', 'Node', 'EventTarget'],
  navigator: ['Navigator'],
  crypto: ['Crypto'],
  performance: ['Performance'],
  location: ['Location'],
  history: ['History'],
  screen: ['Screen'],
};

const globals = new Set<string>();
const heldBy = new Map<string, Set<string>>();
const methods = new Map<string, { here: number; missing: string[] }>();

for (const [name, part] of [...parts(api), ...parts(javascript.builtins ?? {})]) {
  const missing = lacks(part.__compat);
  if (missing) globals.add(name);
  // Of an interface that is not there at all nobody gets hold without its own name, but for iterators.
  if (missing && name !== 'Iterator') continue;
  for (const [member, { __compat: said }] of parts(part)) {
    if (!/^[\w$]+$/.test(member) || member.endsWith('_event') || member === name) continue;
    const plain = member.replace(/_static$/, '');
    const held = heldBy.get(name) ?? new Set();
    if (lacks(said)) held.add(plain);
    heldBy.set(name, held);
    if (lacks(said) && name === 'Window') globals.add(plain);
    const method = methods.get(plain) ?? { here: 0, missing: [] };
    if (lacks(said)) method.missing.push(name);
    else method.here += 1;
    methods.set(plain, method);
  }
}

/** Something in a script that the oldest browser does not have, where it stands. */
export interface Use {
  what: string;
  line: number;
  column: number;
}

/**
 * What a script of ES2020 uses that the oldest browser lacks: names of globals (`structuredClone`), members of what
 * stands ready (`Object.hasOwn`, `navigator.share`), and calls of methods by a name that no object of its time has
 * (`.findLast()`). A method whose name was there before on another object (`.map()` of an iterator) is not seen: for
 * the panel's own source the types do that, which are those of ES2020.
 */
export function usesOf(script: string): Use[] {
  const uses: Use[] = [];
  const tree = parse(script, { ecmaVersion: 2020, sourceType: 'module', locations: true });
  full(tree, (node) => {
    const what = usedBy(node as unknown as Node);
    if (what !== null && node.loc)
      uses.push({ what, line: node.loc.start.line, column: node.loc.start.column });
  });
  return uses;
}

interface Node {
  type: string;
  name?: string;
  computed?: boolean;
  object?: Node;
  property?: Node;
  callee?: Node;
}

function usedBy({ type, name, computed, object, property, callee }: Node): string | null {
  switch (type) {
    case 'Identifier':
      return name !== undefined && globals.has(name) ? name : null;
    case 'MemberExpression': {
      if (computed || object?.name === undefined || property?.name === undefined) return null;
      const member = property.name;
      const missing = ownersOf(object.name).some((owner) => heldBy.get(owner)?.has(member));
      const global = ['window', 'self', 'globalThis'].includes(object.name) && globals.has(member);
      return missing || global ? `${object.name}.${member}` : null;
    }
    case 'CallExpression': {
      if (callee?.type !== 'MemberExpression' || callee.computed || callee.property?.name === undefined)
        return null;
      // Told as a member already, or there.
      const owners = ownersOf(callee.object?.name ?? '');
      if (owners.some((owner) => heldBy.has(owner))) return null;
      const method = methods.get(callee.property.name);
      return method?.here === 0 ? `.${callee.property.name}()` : null;
    }
    default:
      return null;
  }
}

function ownersOf(name: string): readonly string[] {
  return standing[name] ?? [name];
}
