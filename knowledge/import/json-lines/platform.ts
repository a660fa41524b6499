import { z } from 'zod';
import { regionCodeSchema } from '../../article.ts';

/** What is to be read of a platform's interface, as the configuration says. */
export const platformSchema = z.strictObject({
  /** where reading begins; absolute */
  url: z.url(),
  /** `pages`: JSON with a list of policies and the address of the next page. `lines`: one answer of JSON Lines. */
  format: z.enum(['pages', 'lines']),
  /** where in a page the list stands, and the address of the next page: names parted by dots */
  itemsAt: z.string().min(1).max(100).default('items'),
  nextAt: z.string().min(1).max(100).default('next'),
  /** The page's number goes into this parameter, where pages do not name the next one; they end with an empty one. */
  pageParameter: z.string().min(1).max(60).nullable().default(null),
  firstPage: z.int().nonnegative().default(1),
  /** the platform's own area */
  regionCode: regionCodeSchema,
  /** What is not delivered any more counts as withdrawn: for interfaces that give all there is. */
  unlistedIsGone: z.boolean().default(false),
  rowsARun: z.int().positive().max(200_000).default(20_000),
});
export type Platform = z.infer<typeof platformSchema>;

/** What is remembered of a row, and of the interface itself. */
export const seenRowSchema = z.strictObject({
  /** of what it said last */
  mark: z.string(),
  /** runs in a row in which it was not there */
  missing: z.int().nonnegative(),
  /** an entry came from it and was not taken back */
  delivered: z.boolean(),
});
export type SeenRow = z.infer<typeof seenRowSchema>;

export const seenHeadSchema = z.strictObject({
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
});
