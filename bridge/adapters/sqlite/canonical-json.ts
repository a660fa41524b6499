/**
 * Canonical JSON (RFC 8785): keys in the order of their UTF-16 units, no white space, numbers and strings as
 * ECMAScript writes them. Two programs that hash the same value hash the same bytes.
 *
 * `replace` may give the text of a property instead of its value (sealing does).
 */
export function canonicalJson(value: unknown, replace?: Replace): string {
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`canonical JSON has no ${value}`);
      // ECMAScript's own serialisation is the one RFC 8785 §3.2.2.3 prescribes, but -0 is 0.
      return String(value === 0 ? 0 : value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? list(value, replace) : object(value, replace);
    default:
      throw new TypeError(`canonical JSON has no ${typeof value}`);
  }
}

/** The canonical text to stand for a property's value, or undefined to write the value itself. */
export type Replace = (key: string, value: unknown) => string | undefined;

function list(values: readonly unknown[], replace: Replace | undefined): string {
  let written = '';
  for (const value of values)
    written += `${written === '' ? '' : ','}${canonicalJson(value ?? null, replace)}`;
  return `[${written}]`;
}

function object(value: object, replace: Replace | undefined): string {
  const fields = value as Readonly<Record<string, unknown>>;
  let written = '';
  for (const key of sortedKeys(fields)) {
    const field = fields[key];
    // As in JSON.stringify: an undefined property is an absent one.
    if (field === undefined) continue;
    const body = replace?.(key, field) ?? canonicalJson(field, replace);
    written += written === '' ? `${name(key)}:${body}` : `,${name(key)}:${body}`;
  }
  return `{${written}}`;
}

function sortedKeys(fields: Readonly<Record<string, unknown>>): string[] {
  const keys = Object.keys(fields);
  // Insertion sort: a dozen short keys, tens of thousands of times a second. `<` compares UTF-16 units.
  for (let i = 1; i < keys.length; i += 1) {
    const key = keys[i];
    if (key === undefined) continue;
    let j = i - 1;
    for (let other = keys[j]; j >= 0 && other !== undefined && other > key; other = keys[j]) {
      keys[j + 1] = other;
      j -= 1;
    }
    keys[j + 1] = key;
  }
  return keys;
}

/** Nothing in it that JSON would escape. */
const plain = /^[\x20\x21\x23-\x5b\x5d-\x7e\u4e00-\u9fff]*$/;

function text(value: string): string {
  if (plain.test(value)) return `"${value}"`;
  // A lone surrogate (a name cut in the middle by an exchange) has no UTF-8 form: RFC 8785 §3.2.2.2 forbids it.
  return JSON.stringify(value.isWellFormed() ? value : value.toWellFormed());
}

/** Property names repeat for ever; names from a record of free words (dialplan fields) must not fill memory. */
const names = new Map<string, string>();

function name(key: string): string {
  const known = names.get(key);
  if (known !== undefined) return known;
  const written = text(key);
  if (names.size < 2000) names.set(key, written);
  return written;
}
