import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

const file = (name: string) => join(import.meta.dirname, '../asterisk/tls', name);

/** A certificate for `localhost`, not for its address. */
export const certificate = { certFile: file('server.pem'), keyFile: file('server.key') };

/** While these tests run, `fetch` and `ws` trust who signed it, as browsers of a site do. */
export function trustItsAuthority(): void {
  const authorities = getCACertificates('default');
  before(() => setDefaultCACertificates([...authorities, readFileSync(file('authority.pem'), 'utf8')]));
  after(() => setDefaultCACertificates(authorities));
}
