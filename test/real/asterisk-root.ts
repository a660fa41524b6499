import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export const INSTALL_ASTERISK = 'test/real/install-asterisk.sh';

/** Where `install-asterisk.sh` unpacked Asterisk; throws with the way to get it where it did not. */
export function asteriskRoot(): string {
  const given = process.env.ASTERISK_ROOT;
  const places =
    given === undefined ? ['/opt/asterisk-root', join(homedir(), '.cache/yihaoda/asterisk')] : [given];
  const root = places.find((place) => existsSync(join(place, '.complete')));
  if (root === undefined) throw new Error(`no Asterisk in ${places.join(' or ')}`);
  return root;
}

export interface AsteriskProgram {
  /** the root's own loader: its libraries are newer than this machine's */
  command: string;
  args: string[];
  modules: string;
}

export function asteriskProgram(root: string): AsteriskProgram {
  const machine = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  const libraries = join(root, `usr/lib/${machine}-linux-gnu`);
  const loader = [
    'lib64/ld-linux-x86-64.so.2',
    'usr/lib64/ld-linux-x86-64.so.2',
    `usr/lib/${machine}-linux-gnu/ld-linux-x86-64.so.2`,
    `usr/lib/${machine}-linux-gnu/ld-linux-aarch64.so.1`,
  ]
    .map((path) => join(root, path))
    .find(existsSync);
  if (loader === undefined) throw new Error(`no loader in ${root}`);
  const search = `${libraries}:${join(root, `lib/${machine}-linux-gnu`)}`;
  return {
    command: loader,
    args: ['--library-path', search, join(root, 'usr/sbin/asterisk')],
    modules: join(libraries, 'asterisk/modules'),
  };
}
