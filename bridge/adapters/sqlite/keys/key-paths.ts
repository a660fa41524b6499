import { basename, dirname, join, relative, resolve } from 'node:path';
import { KeyFileRefused } from '../errors.ts';

/** Where the keys of one data folder lie: outside it, so that a copy of the data alone tells no number and signs no head. */
export interface KeyPaths {
  /** Ed25519, private */
  headKey: string;
  /** its public half, enough to verify */
  headPublicKey: string;
  /** the key of caller references */
  referenceKey: string;
  /** folder with one key a month */
  monthKeys: string;
}

/** By default a folder `keys` beside the data folder. */
export function keyPathsFor(data: string, folder?: string): KeyPaths {
  const at = folder ?? defaultKeyFolder(data);
  const inside = relative(resolve(data), resolve(at));
  if (inside === '' || !(inside.startsWith('..') || resolve(inside) === inside))
    throw new KeyFileRefused(
      'store.keys-inside-data',
      { zh: `密钥目录 ${at} 在数据目录之内。`, en: `The key folder ${at} lies inside the data folder.` },
      { zh: '请放到数据目录之外，并分开备份。', en: 'Keep it outside, and back it up apart.' },
    );
  const name = basename(resolve(data));
  return {
    headKey: join(at, `${name}.head-key`),
    headPublicKey: join(at, `${name}.head-key.pub`),
    referenceKey: join(at, `${name}.reference-key`),
    monthKeys: join(at, `${name}.month-keys`),
  };
}

/** Where signed heads are written a second time: better on another machine or a write-once medium. */
export function anchorPathFor(data: string, folder?: string): string {
  return join(folder ?? defaultKeyFolder(data), `${basename(resolve(data))}.anchor`);
}

function defaultKeyFolder(data: string): string {
  return join(dirname(resolve(data)), 'keys');
}
