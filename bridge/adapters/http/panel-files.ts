import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Router, static as staticFiles } from 'express';

const nonceWord = /__CSP_NONCE__/g;

/** The built panel. Its page carries the answer's own nonce and is never kept; its files carry their hash and are. */
export function panelFiles(folder: string): Router {
  const router = Router();
  const page = readFile(join(folder, 'index.html'), 'utf8');
  // Who asks for it is told; nobody asking is no reason to end the bridge.
  page.catch(() => {});
  router.get(['/', '/index.html'], async (_request, response) => {
    const html = (await page).replace(nonceWord, response.locals.nonce);
    response.set('cache-control', 'no-store').type('html').send(html);
  });
  router.use(
    '/assets',
    staticFiles(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }),
  );
  router.use(staticFiles(folder, { index: false, redirect: false, maxAge: '1h', dotfiles: 'ignore' }));
  return router;
}
