import type { KeyObject } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import { currentReference } from '../keys/algorithms.ts';

/** A personal value as it stands in stored JSON: `{"$ref":"h1:…"}`. No other JSON text of ours can look like it. */
export const refOpening = '{"$ref":"';
export const refClosing = '"}';

const keptReferences = 10_000;

/** Keyed references of values, the recent ones remembered: a call mentions the same number in most of its events. */
export class References {
  readonly #key: KeyObject;
  readonly #kept = new Map<string, string>();

  constructor(key: KeyObject) {
    this.#key = key;
  }

  /** of a caller's number (or any other text) */
  ofText(value: string): string {
    const kept = this.#kept.get(value);
    if (kept !== undefined) return kept;
    const reference = `${currentReference.id}:${currentReference.of(this.#key, value)}`;
    if (this.#kept.size >= keptReferences) this.#kept.clear();
    this.#kept.set(value, reference);
    return reference;
  }

  /** Of a value that is not text: told apart (`h1j`), so that it never stands for the text that looks the same. */
  ofJson(value: unknown): string {
    return `${currentReference.id}j:${currentReference.of(this.#key, `json ${canonicalJson(value)}`)}`;
  }
}

/** What reading gives where the value was forgotten: the reference alone, in the shape of what it stands for. */
export function forgottenJson(ref: string): string {
  return ref.slice(0, ref.indexOf(':')).endsWith('j') ? `${refOpening}${ref}${refClosing}` : `"${ref}"`;
}
