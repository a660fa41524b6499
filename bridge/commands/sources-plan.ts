import { readFile } from 'node:fs/promises';
import { type Platform, platformSchema } from '../../knowledge/import/json-lines/platform.ts';
import { type Site, siteSchema } from '../../knowledge/import/website/site.ts';
import { type AroundSources, readKnowledgeSources } from '../../telephony-config/knowledge-sources.ts';
import type {
  KnowledgeSourceConfig,
  KnowledgeSourcesConfig,
} from '../../telephony-config/schema/knowledge-sources.ts';
import { type FetcherOptions, usualOptions } from '../adapters/web/web-fetcher.ts';
import type { Source } from '../application/knowledge/sources/source.ts';
import { regionNames } from './region-names.ts';

/** One source of the configuration: what the house knows of it, and how it is read. */
export interface PlannedSource {
  source: Source;
  how:
    | { kind: 'website'; site: Site }
    | {
        kind: 'enterprise';
        platform: Platform;
        tokenEnv: string | undefined;
        tokenFile: string | undefined;
      };
}

export interface SourcesPlan {
  sources: PlannedSource[];
  fetcher: FetcherOptions;
}

export interface City {
  unitId: string;
  regionCode: string;
}

/** Reads `knowledge-sources.yaml`; throws `InvalidConfig` with all that is wrong in it. */
export async function planSources(file: string, around: AroundSources, city: City): Promise<SourcesPlan> {
  const config = await readKnowledgeSources(file, around);
  const ca = config.caFile === undefined ? [] : [await readFile(config.caFile, 'utf8')];
  return {
    sources: config.sources.map((one) => plannedFrom(one, city)),
    fetcher: fetcherFrom(config, ca),
  };
}

function fetcherFrom({ contact, innerHosts, limits }: KnowledgeSourcesConfig, ca: string[]): FetcherOptions {
  const { pauseSeconds, tries, secondsAPage, pageMegabytes, fileMegabytes } = limits;
  return {
    ...usualOptions,
    contact,
    listed: innerHosts,
    ca,
    limits: {
      connectMs: Math.min(usualOptions.limits.connectMs, secondsAPage * 1000),
      firstByteMs: Math.min(usualOptions.limits.firstByteMs, secondsAPage * 1000),
      wholeMs: secondsAPage * 1000,
      bytes: pageMegabytes * 1024 * 1024,
    },
    fileBytes: fileMegabytes * 1024 * 1024,
    pauseMs: pauseSeconds * 1000,
    tries,
  };
}

function plannedFrom(config: KnowledgeSourceConfig, city: City): PlannedSource {
  const { id, name, schedule, retries, gone, website, enterprise } = config;
  const regionCode = config.regionCode ?? city.regionCode;
  const common = {
    sourceId: id,
    name,
    regionCode,
    unitId: config.unitId ?? city.unitId,
    schedule:
      schedule.everyHours === undefined
        ? { kind: 'at' as const, times: (schedule.at ?? []).toSorted() }
        : { kind: 'every' as const, hours: schedule.everyHours },
    retries: { times: retries.times, firstAfterMs: retries.firstAfterMinutes * 60_000 },
    mostGoneShare: gone.mostShare,
  };
  if (website !== undefined) {
    const { lists, sitemaps, feeds } = website;
    const site = siteSchema.parse({
      ...website,
      regionCode,
      unlistedIsGone: gone.unlisted,
      places: [...regionNames].map(([code, place]) => ({ name: place, regionCode: code })),
    });
    const addresses = [...lists.map(({ url }) => url), ...sitemaps, ...feeds];
    return {
      source: { ...common, kind: 'website', system: 'website', addresses },
      how: { kind: 'website', site },
    };
  }
  if (enterprise === undefined) throw new RangeError(`source ${id} was checked and has no kind`);
  const { tokenEnv, tokenFile, ...read } = enterprise;
  return {
    source: { ...common, kind: 'enterprise', system: 'enterprise-platform', addresses: [enterprise.url] },
    how: {
      kind: 'enterprise',
      platform: platformSchema.parse({ ...read, regionCode, unlistedIsGone: gone.unlisted }),
      tokenEnv,
      tokenFile,
    },
  };
}
