/**
 * The port by which pages, files and rows come from the web. What fetches them checks addresses, robots.txt, sizes and
 * times, and does not throw for a page's sake. `url` is where the answer came from, after redirects.
 */
export type FetchedPage =
  | {
      outcome: 'page';
      url: string;
      /** lower case, without parameters */
      mediaType: string;
      /** as the header tells; often wrong */
      charset: string | null;
      etag: string | null;
      lastModified: string | null;
      bytes: Uint8Array;
    }
  | { outcome: 'unchanged'; url: string }
  | { outcome: 'gone'; url: string; status: 404 | 410 }
  /** `refused`: asking again gives the same. `failed`: another time it may be there. */
  | { outcome: 'refused'; url: string; code: string; words: string }
  | { outcome: 'failed'; url: string; code: string; words: string };

/** What the site said of the page the last time. */
export interface KnownPage {
  etag: string | null;
  lastModified: string | null;
}

export type FetchPage = (url: string, known: KnownPage | null) => Promise<FetchedPage>;
