import type { Page } from '../../application/knowledge-store.ts';
import type {
  BeginSourceRun,
  EndedSourceRun,
  NewSourceRun,
  SourcePage,
  SourcePause,
  SourceRun,
  SourceRunRow,
  SourceStanding,
} from '../../application/source-store.ts';

/** What is asked of the threads about sources that are pulled. Times are given, never read there. */

export type SourceWriterCalls = {
  'source.pause': { argument: { sourceId: string; paused: SourcePause | null }; answer: null };
  'source.begin': { argument: { run: NewSourceRun }; answer: BeginSourceRun };
  'source.keep-pages': { argument: { sourceId: string; pages: readonly SourcePage[] }; answer: null };
  'source.note-rows': { argument: { runId: string; rows: readonly SourceRunRow[] }; answer: null };
  'source.end': { argument: EndedSourceRun; answer: null };
  'source.interrupt': { argument: { atStart: boolean; at: number }; answer: number };
};

export type SourceReaderCalls = {
  'source.standings': { argument: null; answer: SourceStanding[] };
  'source.memory': { argument: { sourceId: string }; answer: { run: number; readBy: string } };
  /** a slice after an address */
  'source.pages': { argument: { sourceId: string; after: string }; answer: SourcePage[] };
  'source.run': { argument: { runId: string }; answer: SourceRun | null };
  'source.runs': {
    argument: { sourceId: string; page: Page };
    answer: { runs: SourceRun[]; total: number };
  };
  'source.run-rows': {
    argument: { runId: string; page: Page };
    answer: { rows: SourceRunRow[]; total: number };
  };
};
