import { readFile } from 'node:fs/promises';
import { type ConfigError, InvalidConfig } from './config-error.ts';
import { loadYaml } from './load-yaml.ts';
import { type KnowledgeSourcesConfig, knowledgeSourcesSchema } from './schema/knowledge-sources.ts';

export type LoadedSources =
  | { ok: true; config: KnowledgeSourcesConfig }
  | { ok: false; errors: ConfigError[] };

/** Units there are and addresses that must not be fetched from: what the file cannot know of itself. */
export interface AroundSources {
  unitIds: readonly string[];
  /** host:port of the exchange's manager interface; null: there is none */
  manager: string | null;
}

/** Reads what is pulled on a schedule. A wrong file gives all its errors and no source. */
export function loadKnowledgeSources(text: string, file: string, around: AroundSources): LoadedSources {
  const loaded = loadYaml(text, file, knowledgeSourcesSchema);
  if (!loaded.ok) return loaded;
  const { value, refuse } = loaded;
  const units = value.sources.flatMap(({ unitId }, index) =>
    unitId === undefined || around.unitIds.includes(unitId)
      ? []
      : [
          {
            path: ['sources', index, 'unitId'],
            zh: `没有单位“${unitId}”`,
            en: `there is no unit "${unitId}"`,
            remedyZh: '与 hotline.yaml 中 units 的标识一致',
            remedyEn: 'as in units of hotline.yaml',
          },
        ],
  );
  // Whatever is sent to the manager interface is a command of the exchange.
  const managers = value.innerHosts.flatMap((host, index) =>
    host.toLowerCase() !== around.manager?.toLowerCase()
      ? []
      : [
          {
            path: ['innerHosts', index],
            zh: '这是交换机的管理接口，不是网站',
            en: 'this is the exchange’s manager interface, not a website',
            remedyZh: '删去这一行',
            remedyEn: 'remove this line',
          },
        ],
  );
  const errors = refuse([...units, ...managers]);
  return errors.length > 0 ? { ok: false, errors } : { ok: true, config: value };
}

/** As `loadKnowledgeSources`, from a file; throws `InvalidConfig` with all errors. */
export async function readKnowledgeSources(
  file: string,
  around: AroundSources,
): Promise<KnowledgeSourcesConfig> {
  const loaded = loadKnowledgeSources(await readFile(file, 'utf8'), file, around);
  if (!loaded.ok) throw new InvalidConfig(loaded.errors);
  return loaded.config;
}
