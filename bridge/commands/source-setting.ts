import type { PullEnd } from '../../knowledge/content/pull.ts';
import type { Platform } from '../../knowledge/import/json-lines/platform.ts';
import type { Site } from '../../knowledge/import/website/site.ts';
import type { FetcherOptions } from '../adapters/web/web-fetcher.ts';
import type { SourceStep } from '../application/knowledge/sources/source.ts';
import type { SourcePage } from '../application/source-store.ts';

/** How a source is read: what its thread is told beside what is remembered. */
export type SourceSetting =
  | { kind: 'website'; site: Site }
  | { kind: 'enterprise'; platform: Platform; token: string | null };

export interface SourceWork {
  setting: SourceSetting;
  fetcher: FetcherOptions;
  memory: { run: number; readBy: string; pages: SourcePage[] };
  whole: boolean;
  today: string;
}

export type SourceReply = { kind: 'step'; step: SourceStep } | { kind: 'end'; end: PullEnd };
