import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/** Where a place in a built script came from. */
export interface Origin {
  /** the npm package, or the folder of ours at the top */
  from: string;
  file: string;
}

export function originsOf(script: string): (line: number, column: number) => Origin {
  let map: SourceMap;
  try {
    map = new SourceMap(JSON.parse(readFileSync(`${script}.map`, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    // sdk.js is read by others: it comes without a map.
    return () => ({ from: 'sdk', file: basename(script) });
  }
  return (line, column) => {
    const entry = map.findEntry(line - 1, column);
    if (!('originalSource' in entry)) return { from: 'the build', file: basename(script) };
    const file = relative(ROOT, resolve(dirname(script), entry.originalSource));
    const [, packaged] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
    return { from: packaged ?? file.split('/')[0] ?? file, file };
  };
}
