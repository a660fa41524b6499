import { z } from 'zod';
import type { KeyPath } from './positions.ts';
import { helpOf, type KeyHelp, type Refusal } from './schema/told.ts';

/** Words for what a schema found wrong. Values are never repeated in them: one may be a password in the wrong place. */
export interface Explanation extends Refusal {
  path: KeyPath;
  /** for a key that should not be there */
  key?: string;
}

const SECRET_KEY = /^(secret|password|passwd|pwd|pass|token)$/i;

export function explain(issue: z.core.$ZodIssue, root: z.ZodType): Explanation[] {
  const at = { path: issue.path };
  if (issue.code === 'unrecognized_keys') {
    const known = keysOf(schemaAt(root, issue.path));
    return issue.keys.map((key) => ({ ...at, key, ...unknownKey(key, known) }));
  }
  if (issue.code === 'custom' && issue.params !== undefined) return [{ ...at, ...refusalOf(issue.params) }];
  if (issue.code === 'invalid_union') {
    const [only] = issue.errors.flat().filter((nested) => nested.path.length > 0);
    if (only !== undefined) return explain({ ...only, path: [...issue.path, ...only.path] }, root);
  }
  if (issue.code === 'invalid_key') {
    const key = String(issue.path.at(-1));
    const { zh, en, ...remedy } = expected(root, issue.path.slice(0, -1));
    return [
      {
        path: issue.path.slice(0, -1),
        key,
        zh: `键名不对，应为：${zh}`,
        en: `a key is not of the kind: ${en}`,
        ...remedy,
      },
    ];
  }
  const { zh, en, ...remedy } = expected(root, issue.path);
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  return [
    missing
      ? { ...at, zh: `缺少此项，应为：${zh}`, en: `missing; expected ${en}`, ...remedy }
      : { ...at, zh: `值不对，应为：${zh}`, en: `expected ${en}`, ...remedy },
  ];
}

function unknownKey(key: string, known: readonly string[]): Refusal {
  if (SECRET_KEY.test(key)) {
    return {
      zh: '密码不能写在配置文件里：文件会被备份、发送、提交',
      en: 'a secret does not belong in this file, which is backed up, mailed and committed',
      remedyZh:
        '把它放进环境变量，用 secretEnv 写变量名，或放进 0600 的文件，用 secretFile 或 seatSecretsFile 写路径',
      remedyEn:
        'put it into an environment variable named by secretEnv, or into a 0600 file named by secretFile or seatSecretsFile',
    };
  }
  const [nearest] = known
    .map((name) => ({ name, distance: editDistance(key.toLowerCase(), name.toLowerCase()) }))
    .filter(
      ({ name, distance }) => distance < key.length && distance <= Math.max(2, Math.floor(name.length / 3)),
    )
    .sort((one, two) => one.distance - two.distance);
  return {
    zh: '没有这个键',
    en: 'there is no such key',
    remedyZh: nearest === undefined ? `可用的键：${known.join('、')}` : `是不是 ${nearest.name}？`,
    remedyEn: nearest === undefined ? `known keys: ${known.join(', ')}` : `did you mean ${nearest.name}?`,
  };
}

function refusalOf(params: Record<string, unknown>): Refusal {
  const word = (name: keyof Refusal) => String(params[name] ?? '');
  return { zh: word('zh'), en: word('en'), remedyZh: word('remedyZh'), remedyEn: word('remedyEn') };
}

/** What is expected at a path, by the nearest key that explains itself. */
function expected(root: z.ZodType, path: KeyPath): Refusal {
  let key: PropertyKey = 'version';
  let help: KeyHelp | undefined;
  for (let length = path.length; length >= 0 && help === undefined; length--) {
    const schema = schemaAt(root, path.slice(0, length));
    help = schema === undefined ? undefined : nearestHelp(schema);
    if (help !== undefined) key = path.slice(0, length).findLast((part) => typeof part === 'string') ?? key;
  }
  const [example] = help?.examples ?? [];
  const written = example === undefined ? '' : `${String(key)}: ${JSON.stringify(example)}`;
  return {
    zh: help?.zh ?? '由键和值组成的一组设置',
    en: help?.en ?? 'a group of keys with values',
    remedyZh: written === '' ? '见 examples/changsha.yaml' : `例如 ${written}`,
    remedyEn: written === '' ? 'see examples/changsha.yaml' : `for example ${written}`,
  };
}

function nearestHelp(schema: z.ZodType): KeyHelp | undefined {
  for (const layer of layersOf(schema)) {
    const help = helpOf(layer);
    if (help !== undefined) return help;
  }
  return undefined;
}

function schemaAt(root: z.ZodType, path: KeyPath): z.ZodType | undefined {
  let schema: z.ZodType | undefined = root;
  for (const key of path) {
    schema = schema === undefined ? undefined : inside(schema, key);
  }
  return schema;
}

function inside(schema: z.ZodType, key: PropertyKey): z.ZodType | undefined {
  for (const layer of layersOf(schema)) {
    if (layer instanceof z.ZodObject) return (layer.shape as Record<string, z.ZodType>)[String(key)];
    if (layer instanceof z.ZodArray) return layer.element as z.ZodType;
    if (layer instanceof z.ZodRecord) return layer.valueType as z.ZodType;
  }
  return undefined;
}

function keysOf(schema: z.ZodType | undefined): string[] {
  const layers = schema === undefined ? [] : layersOf(schema);
  return layers.flatMap((layer) => (layer instanceof z.ZodObject ? Object.keys(layer.shape) : []));
}

/** A schema and what it wraps, outermost first: default(optional(object)), pipe(object → transform). */
function layersOf(schema: z.ZodType): z.ZodType[] {
  const layers = [schema];
  for (let layer: z.ZodType | undefined = schema; layer !== undefined; ) {
    const inner: unknown =
      layer instanceof z.ZodPipe
        ? layer.in
        : layer instanceof z.ZodOptional ||
            layer instanceof z.ZodNullable ||
            layer instanceof z.ZodDefault ||
            layer instanceof z.ZodPrefault
          ? layer.unwrap()
          : undefined;
    layer = inner instanceof z.ZodType ? inner : undefined;
    if (layer !== undefined) layers.push(layer);
  }
  return layers;
}

/** Levenshtein: letters to add, drop or change to make one of the other. */
function editDistance(one: string, two: string): number {
  let above = Array.from({ length: two.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...one].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...two].entries()) {
      const change = (above[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(change, (above[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    above = current;
  }
  return above.at(-1) ?? 0;
}
