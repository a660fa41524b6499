import { readFileSync } from 'node:fs';
import type { BridgeCalls } from './bridge-calls.ts';
import { Child } from './processes.ts';

const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: { start: string };
};
/** Those of `npm start`: Node would let a small heap grow to four times its size before it clears it up. */
export const startFlags = scripts.start.split(' ').filter((word) => word.startsWith('--'));

/** The bridge in a process like that of `npm start`. */
export function startBridgeProcess(): Child<BridgeCalls> {
  return Child.start<BridgeCalls>('bridge-process.ts', startFlags);
}
