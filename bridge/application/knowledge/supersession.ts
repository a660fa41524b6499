import { docKeyOf } from '../../../knowledge/content/entry-facts.ts';
import { parseDocNo } from '../../../knowledge/text/doc-no.ts';
import type { Supersession } from '../knowledge-store.ts';

/**
 * Which text ends which. Two that end each other, over however many steps, would leave nothing in force: the one that
 * closes the circle is refused.
 */
export class Supersessions {
  /** any name of a text → the one it is known by here */
  readonly #names = new Map<string, string>();
  readonly #replaces = new Map<string, readonly string[]>();

  constructor(known: readonly Supersession[]) {
    for (const one of known) this.add(one);
  }

  /** A text that is in the base or was let through; it takes the place of what was known under its id. */
  add({ entryId, sourceId, docKey, replaces }: Omit<Supersession, 'system'>): void {
    this.#names.set(entryId, entryId);
    this.#names.set(sourceId, entryId);
    if (docKey !== null) this.#names.set(docKey, entryId);
    this.#replaces.set(entryId, replaces);
  }

  /** The names from one text round to itself, were it to end these; null where there is no circle. */
  circleWith(text: Omit<Supersession, 'system'>): string[] | null {
    const own = new Set([text.entryId, text.sourceId, ...(text.docKey === null ? [] : [text.docKey])]);
    const seen = new Set<string>();
    // Not by calling itself: a delivery may bring a chain of any length.
    const open: Step[] = text.replaces.map((written) => ({ written, from: null }));
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      const { written } = step;
      const name = nameOf(written);
      const id = this.#names.get(name) ?? this.#names.get(written);
      if (own.has(name) || own.has(written) || (id !== undefined && own.has(id))) return wayTo(step);
      if (id === undefined || seen.has(id)) continue;
      seen.add(id);
      for (const next of this.#replaces.get(id) ?? []) open.push({ written: next, from: step });
    }
    return null;
  }
}

interface Step {
  written: string;
  from: Step | null;
}

/** As far as a person reads it. */
const mostTold = 60;

function wayTo(last: Step): string[] {
  const way: string[] = [];
  for (let step: Step | null = last; step !== null && way.length < mostTold; step = step.from)
    way.push(step.written);
  return way.reverse();
}

function nameOf(written: string): string {
  const docNo = parseDocNo(written);
  return docNo === null ? written : docKeyOf(docNo);
}
