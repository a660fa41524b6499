import type { Words } from '../errors.ts';

/** Something the chain cannot vouch for, where it is, in plain words. */
export interface Problem {
  code: string;
  stream: string;
  position: number | null;
  zh: string;
  en: string;
}

/** A whole file that was rewritten has as many problems as entries: the first few tell it. */
const mostTold = 20;

export class Problems {
  readonly told: Problem[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(code: string, stream: string, position: number | null, { zh, en }: Words): void {
    this.#count += 1;
    if (this.told.length < mostTold) this.told.push({ code, stream, position, zh, en });
  }
}
