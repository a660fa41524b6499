import type { Trouble, Words } from '../trouble.ts';

export interface TroubleWords {
  what: Words;
  /** what to do next */
  remedy: Words;
}

export type TroubleOf<K extends Trouble['kind']> = Extract<Trouble, { kind: K }>;

export function told(zh: string, en: string, remedyZh: string, remedyEn: string): TroubleWords {
  return { what: { zh, en }, remedy: { zh: remedyZh, en: remedyEn } };
}
