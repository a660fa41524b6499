import type { KeyObject } from 'node:crypto';
import { canonicalJson, type Replace } from '../canonical-json.ts';
import { sealValue } from '../keys/algorithms.ts';
import { asPlainJson } from '../plain-json.ts';
import { type References, refClosing, refOpening } from './reference.ts';

/** Stored text without personal values, and the values it stands for: reference → JSON text. */
export interface Depersonalised {
  text: string;
  values: ReadonlyMap<string, string>;
}

const none: ReadonlyMap<string, string> = new Map();

/** Tells by its name (and what it holds) whether a field is about a person. */
export type IsPersonal = (key: string, field: unknown) => boolean;

/**
 * Writes a value as canonical JSON in which personal fields, at any depth, stand as references. Empty ones stay:
 * null and '' are nobody's.
 */
export function depersonalise(
  value: unknown,
  isPersonal: IsPersonal,
  references: References,
): Depersonalised {
  try {
    return written(value, isPersonal, references);
  } catch (error) {
    // Not a number where one was meant, or the like: a fault of whoever made it, but an event is never lost to it.
    if (error instanceof TypeError) return written(asPlainJson(value), isPersonal, references);
    throw error;
  }
}

function written(value: unknown, isPersonal: IsPersonal, references: References): Depersonalised {
  let values: Map<string, string> | null = null;
  const replace: Replace = (key, field) => {
    if (field === null || field === '' || !isPersonal(key, field)) return undefined;
    const isText = typeof field === 'string';
    const ref = isText ? references.ofText(field) : references.ofJson(field);
    values ??= new Map();
    values.set(ref, canonicalJson(field));
    return `${refOpening}${ref}${refClosing}`;
  };
  const text = canonicalJson(value, replace);
  return { text, values: values ?? none };
}

/** The ciphertexts of some values as one stored text (canonical JSON: reference → ciphertext); null for none. */
export function sealAll(
  key: KeyObject,
  values: Iterable<readonly [ref: string, json: string]>,
): string | null {
  const sealed: Record<string, string> = {};
  let any = false;
  for (const [ref, json] of values) {
    sealed[ref] = sealValue(key, json);
    any = true;
  }
  return any ? canonicalJson(sealed) : null;
}
