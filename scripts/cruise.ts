import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const CRUISER = join(import.meta.dirname, '../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
const ROOMS = ['bridge', 'knowledge', 'agent-panel', 'sdk', 'telephony-config', 'test', 'scripts'];

export type Violation = { rule: string; from: string; to: string };
export type Cruise = { modules: number; violations: Violation[] };

/** The parts of dependency-cruiser's JSON that are read here. */
type CruiserOutput = {
  modules: { source: string }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
};

/**
 * Follows the imports of the tree in `folder` under the rules of its own `.dependency-cruiser.cjs`.
 *
 * The number of modules matters as much as the violations: without a TypeScript compiler API that it can use,
 * dependency-cruiser sees no module, finds no violation, and ends with 0.
 */
export async function cruise(folder: string): Promise<Cruise> {
  const rooms = ROOMS.filter((room) => existsSync(join(folder, room)));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [CRUISER, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...rooms],
    { cwd: folder, maxBuffer: 256 * 1024 * 1024 },
  );
  const { modules, summary } = JSON.parse(stdout) as CruiserOutput;
  return {
    // Only our own: the list also names each library and node: module that is imported.
    modules: modules.filter(({ source }) => rooms.some((room) => source.startsWith(`${room}/`))).length,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
}
