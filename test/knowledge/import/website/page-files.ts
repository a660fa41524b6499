import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Site, siteSchema } from '../../../../knowledge/import/website/site.ts';

export function pageBytes(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, 'pages', name));
}

export function pageText(name: string): string {
  return pageBytes(name).toString();
}

export const ORIGIN = 'https://www.xingsha.example';
export const LIST = `${ORIGIN}/zwgk/gfxwj/index.html`;

export function siteWith(given: Partial<Site> = {}): Site {
  return siteSchema.parse({
    organ: '星沙市人民政府',
    regionCode: '430100',
    topic: '环境与城管',
    lists: [{ url: LIST }],
    linkSelector: '.news-list',
    articlePaths: ['/zwgk/gfxwj/t*.html'],
    ...given,
  });
}
