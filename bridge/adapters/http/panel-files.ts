import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Router, static as staticFiles } from 'express';

const placeholders = /__(CSP_NONCE|DEMO|DATA_AS_OF)__/g;

/** What the page is told before anybody has signed in. */
export interface PanelFacts {
  /** what is shown is made up */
  demo: boolean;
  /** of the library of answers, YYYY-MM-DD */
  dataAsOf: string | null;
}

/** The built panel. Its page carries the answer's own nonce and is never kept; its files carry their hash and are. */
export function panelFiles(folder: string, { demo, dataAsOf }: PanelFacts): Router {
  const router = Router();
  const page = readFile(join(folder, 'index.html'), 'utf8');
  // Who asks for it is told; nobody asking is no reason to end the bridge.
  page.catch(() => {});
  router.get(['/', '/index.html'], async (_request, response) => {
    const words: Readonly<Record<string, string>> = {
      CSP_NONCE: response.locals.nonce,
      DEMO: String(demo),
      DATA_AS_OF: dataAsOf ?? '',
    };
    const html = (await page).replace(placeholders, (_all, name: string) => words[name] ?? '');
    response.set('cache-control', 'no-store').type('html').send(html);
  });
  router.use(
    '/assets',
    staticFiles(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }),
  );
  router.use(staticFiles(folder, { index: false, redirect: false, maxAge: '1h', dotfiles: 'ignore' }));
  return router;
}
