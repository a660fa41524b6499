import { z } from 'zod';
import { attachmentSchema } from '../../content/entry.ts';

/** What is remembered of a page from run to run. */
const seenPageSchema = z.strictObject({
  /** `start`: a list, sitemap or feed; `file`: an attachment that a list links to, told once */
  kind: z.enum(['start', 'article', 'file']),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  /** of what was read from it, or the code of why nothing was; null before the first visit */
  mark: z.string().nullable(),
  /** when the source's sitemap or feed says it changed, and what it said when the page was last read */
  changed: z.string().nullable(),
  changedAsRead: z.string().nullable(),
  /** runs in a row in which it was not there */
  missing: z.int().nonnegative(),
  /** an entry came from it and was not taken back */
  delivered: z.boolean(),
  /** number of the run that asked for it last; 0: none */
  visitedInRun: z.int().nonnegative(),
  /** the list, sitemap or feed that named it last */
  listedBy: z.string().nullable(),
  /** its attachments that are in the store, by their addresses */
  files: z.record(
    z.string(),
    z.strictObject({
      attachment: attachmentSchema,
      etag: z.string().nullable(),
      lastModified: z.string().nullable(),
    }),
  ),
});
export type SeenPage = z.infer<typeof seenPageSchema>;

export type SeenFiles = SeenPage['files'];

export const crawlStateSchema = z.strictObject({
  run: z.int().nonnegative(),
  /** by which version of the reader and which configuration; another one reads all pages anew */
  readBy: z.string(),
  pages: z.record(z.string(), seenPageSchema),
});
export type CrawlState = z.infer<typeof crawlStateSchema>;

export const neverCrawled: CrawlState = { run: 0, readBy: '', pages: {} };

export function newPage(kind: SeenPage['kind']): SeenPage {
  return {
    kind,
    etag: null,
    lastModified: null,
    mark: null,
    changed: null,
    changedAsRead: null,
    missing: 0,
    delivered: false,
    visitedInRun: 0,
    listedBy: null,
    files: {},
  };
}

/** As if nothing had been read but which pages are in the base: each is read, and delivered, once more. */
export function forgotten({ run, pages }: CrawlState): CrawlState {
  return {
    run,
    readBy: '',
    pages: Object.fromEntries(Object.entries(pages).map(([url, page]) => [url, { ...page, mark: null }])),
  };
}
