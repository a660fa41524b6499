import { z } from 'zod';
import { materialClassSchema, regionCodeSchema } from '../../article.ts';

/** What is to be read of one website, as the configuration says. Addresses are absolute. */
const selectorSchema = z.string().min(1).max(200);

export const siteSchema = z.strictObject({
  /** the organ that keeps it: issuer of texts that name none */
  organ: z.string().min(1),
  regionCode: regionCodeSchema,
  topic: z.string().min(1),
  /** of all its texts; null: as title and kind of each tell */
  materialClass: materialClassSchema.nullable().default(null),
  places: z.array(z.strictObject({ name: z.string().min(2), regionCode: regionCodeSchema })).default([]),
  /** further hosts that are the same site, beside those of its lists, sitemaps and feeds */
  hosts: z.array(z.string().min(1)).default([]),
  /** pages of links; `{n}` in an address is counted from `from` to `to`, as lists of several pages are */
  lists: z
    .array(
      z.strictObject({
        url: z.url(),
        from: z.int().nonnegative().default(1),
        to: z.int().nonnegative().max(500).default(1),
      }),
    )
    .default([]),
  sitemaps: z.array(z.url()).default([]),
  /** RSS or Atom */
  feeds: z.array(z.url()).default([]),
  /** where in a list the links stand; null: all of the page */
  linkSelector: selectorSchema.nullable().default(null),
  /** paths of articles, with `*` for any signs: /zwgk/zcwj/*.html; empty: every link to the site itself */
  articlePaths: z.array(z.string().startsWith('/')).default([]),
  contentSelector: selectorSchema.nullable().default(null),
  /** What is on none of its lists any more counts as withdrawn: for sites whose lists are whole, such as sitemaps. */
  unlistedIsGone: z.boolean().default(false),
  attachments: z
    .strictObject({
      fetch: z.boolean().default(true),
      /** files fetched for one page, and in one run */
      ofPage: z.int().positive().max(50).default(20),
      ofRun: z.int().positive().max(5_000).default(200),
    })
    .prefault({}),
  /** pages fetched in one run, lists included */
  pagesARun: z.int().positive().max(20_000).default(500),
});
export type Site = z.infer<typeof siteSchema>;

/** The addresses to begin with, and what each is. */
export function startsOf(site: Site): { url: string; kind: 'list' | 'sitemap' | 'feed' }[] {
  const lists = site.lists.flatMap(({ url, from, to }) =>
    url.includes('{n}')
      ? Array.from({ length: Math.max(0, to - from + 1) }, (_, at) =>
          url.replaceAll('{n}', String(from + at)),
        )
      : [url],
  );
  return [
    ...lists.map((url) => ({ url, kind: 'list' as const })),
    ...site.sitemaps.map((url) => ({ url, kind: 'sitemap' as const })),
    ...site.feeds.map((url) => ({ url, kind: 'feed' as const })),
  ];
}
