import { z } from 'zod';
import { disclosureChannelSchema } from './channel.ts';

/** One search for what a caller wants to see, with all that tells later what was looked through. */
export const proofSearchSchema = z.strictObject({
  text: z.string().min(1).max(200),
  regionCode: z.string().regex(/^\d{6,12}$/),
  /** as of which day the rules were asked */
  date: z.iso.date(),
  /** when, ISO-8601 at +08:00 */
  at: z.iso.datetime({ offset: true }),
  /** answers that were shown */
  hits: z.int().nonnegative().max(1_000),
  /** 数据截至 of the library; null where it has none */
  dataAsOf: z.iso.date().nullable(),
  /** what the operator saw in it: not what was asked for, published already, or not judged yet */
  verdict: z.enum(['not-found', 'published', 'open']),
});
export type ProofSearch = z.infer<typeof proofSearchSchema>;

export const mostSearches = 50;

/** 指导申请公开, as it is kept with the record: what was searched, and to whom the caller was sent. */
export const disclosureSchema = z.strictObject({
  /** entry of the organ's 公开指南 in the base; null: its name was written by hand */
  holderOrgId: z.string().min(1).max(64).nullable(),
  organ: z.string().max(100),
  channel: disclosureChannelSchema.nullable(),
  searched: z.array(proofSearchSchema).max(mostSearches),
  /** something was not found, and nothing of it was published already */
  foundNothing: z.boolean(),
});
export type Disclosure = z.infer<typeof disclosureSchema>;

export const noDisclosure: Disclosure = {
  holderOrgId: null,
  organ: '',
  channel: null,
  searched: [],
  foundNothing: false,
};

/** Words that are still being typed are one search, not one for each pause between two letters. */
const TYPING_MS = 4_000;

/** The proof with one more search in it. */
export function withSearch(disclosure: Disclosure, search: Omit<ProofSearch, 'verdict'>): Disclosure {
  const { searched } = disclosure;
  const same = searched.findIndex(
    (one) => one.text === search.text && one.regionCode === search.regionCode && one.date === search.date,
  );
  const last = searched[searched.length - 1];
  if (same >= 0)
    return settled(
      disclosure,
      searched.map((one, at) => (at === same ? { ...search, verdict: one.verdict } : one)),
    );
  const kept = last !== undefined && isBeingTyped(last, search) ? searched.slice(0, -1) : searched;
  return settled(disclosure, [...kept, { ...search, verdict: 'open' as const }].slice(-mostSearches));
}

function isBeingTyped(last: ProofSearch, next: Omit<ProofSearch, 'verdict'>): boolean {
  if (last.verdict !== 'open' || last.regionCode !== next.regionCode || last.date !== next.date) return false;
  const isPart = next.text.startsWith(last.text) || last.text.startsWith(next.text);
  return isPart && Date.parse(next.at) - Date.parse(last.at) < TYPING_MS;
}

/** 未找到 for all that nobody has judged yet: they are one effort. */
export function markNotFound(disclosure: Disclosure): Disclosure {
  return settled(
    disclosure,
    disclosure.searched.map((one) => (one.verdict === 'open' ? { ...one, verdict: 'not-found' } : one)),
  );
}

/** Judges one search, or takes the judgement back. */
export function markSearch(disclosure: Disclosure, at: number, verdict: ProofSearch['verdict']): Disclosure {
  return settled(
    disclosure,
    disclosure.searched.map((one, n) => (n === at ? { ...one, verdict } : one)),
  );
}

/** What was found is published: the search that found it says so, and is noted with it where it was not yet. */
export function markPublished(disclosure: Disclosure, search: Omit<ProofSearch, 'verdict'>): Disclosure {
  const at = disclosure.searched.map(({ text }) => text).lastIndexOf(search.text);
  if (at >= 0) return markSearch(disclosure, at, 'published');
  const searched = [...disclosure.searched, { ...search, verdict: 'published' as const }];
  return settled(disclosure, searched.slice(-mostSearches));
}

function settled(disclosure: Disclosure, searched: ProofSearch[]): Disclosure {
  return { ...disclosure, searched, foundNothing: isNothingFound(searched) };
}

export function isNothingFound(searched: readonly ProofSearch[]): boolean {
  return (
    searched.some(({ verdict }) => verdict === 'not-found') &&
    !searched.some(({ verdict }) => verdict === 'published')
  );
}
