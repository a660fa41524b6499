import { readFile } from 'node:fs/promises';
import { type ConfigError, InvalidConfig } from './config-error.ts';
import { crossCheck } from './cross-checks.ts';
import { loadYaml } from './load-yaml.ts';
import type { KeyPath } from './positions.ts';
import { type HotlineConfig, hotlineSchema } from './schema.ts';

export type Loaded = { ok: true; config: HotlineConfig } | { ok: false; errors: ConfigError[] };

/** Reads one site from the text of a `hotline.yaml`. A wrong file gives all its errors and no configuration. */
export function loadConfig(text: string, file: string): Loaded {
  const loaded = loadYaml(text, file, hotlineSchema);
  if (!loaded.ok) return loaded;
  const { value, data, refuse } = loaded;
  const found = crossCheck(value, seatPaths(data));
  return found.length > 0 ? { ok: false, errors: refuse(found) } : { ok: true, config: value };
}

/** As `loadConfig`, from a file; throws `InvalidConfig` with all errors. */
export async function readConfig(file: string): Promise<HotlineConfig> {
  const loaded = loadConfig(await readFile(file, 'utf8'), file);
  if (!loaded.ok) throw new InvalidConfig(loaded.errors);
  return loaded.config;
}

/** A row `{ from, to }` becomes many seats; each keeps the path of the entry it came from. */
function seatPaths(data: unknown): KeyPath[] {
  const { seats } = data as { seats: { from?: unknown; to?: unknown }[] };
  return seats.flatMap((entry, index) => {
    const count = entry.from === undefined ? 1 : Number(entry.to) - Number(entry.from) + 1;
    return Array.from({ length: count }, (): KeyPath => ['seats', index]);
  });
}
