import { type Document, isMap, isNode, isPair, isScalar, isSeq, type LineCounter, type Node } from 'yaml';

export type KeyPath = readonly PropertyKey[];

export interface Place {
  line: number;
  column: number;
}

/** Where the value at `path` stands; where it is missing, the nearest thing around it. */
export function placeOfValue(document: Document, lines: LineCounter, path: KeyPath): Place {
  let node: unknown = document.contents;
  let nearest: unknown = node;
  for (const key of path) {
    const pair = isMap(node) ? pairOf(node, key) : undefined;
    const next = isSeq(node) ? node.items[Number(key)] : pair?.value;
    if (pair !== undefined && (!isNode(next) || isEmptyScalar(next))) return placeOf(pair.key, lines);
    if (!isNode(next)) break;
    // A map or list begins below its key: the key is where one looks for it.
    nearest = pair !== undefined && !isScalar(next) ? pair.key : next;
    node = next;
  }
  return placeOf(nearest, lines);
}

/** Where the key itself stands: for a key that should not be there. */
export function placeOfKey(document: Document, lines: LineCounter, parent: KeyPath, key: PropertyKey): Place {
  const around: unknown =
    parent.length === 0 ? document.contents : document.getIn(parent.map(asYamlKey), true);
  const pair = isMap(around) ? pairOf(around, key) : undefined;
  return pair === undefined ? placeOfValue(document, lines, parent) : placeOf(pair.key, lines);
}

function pairOf(map: { items: unknown[] }, key: PropertyKey) {
  for (const item of map.items) {
    if (isPair(item) && isScalar(item.key) && String(item.key.value) === String(key)) return item;
  }
  return undefined;
}

function placeOf(node: unknown, lines: LineCounter): Place {
  const range = isNode(node) ? (node as Node).range : undefined;
  const { line, col } = lines.linePos(range?.[0] ?? 0);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

const isEmptyScalar = (node: Node) => isScalar(node) && node.value === null && (node.source ?? '') === '';

const asYamlKey = (key: PropertyKey) => (typeof key === 'number' ? key : String(key));

/** `lines[1].digit` */
export function pathText(path: KeyPath): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}
