import type { Delivered, SourceSystem } from '../../../knowledge/content/delivery.ts';
import type { Day } from '../../../knowledge/day.ts';

/** What a delivery may be written in. */
export type ImportFormat = 'xlsx' | 'csv' | 'jsonl' | 'items' | 'docx' | 'pdf' | 'ofd' | 'txt';

export interface ImportSource {
  bytes: AsyncIterable<Uint8Array>;
  /** of the file */
  name: string;
  system: SourceSystem;
  /** of the source's own area */
  regionCode: string;
  today: Day;
  /** how far this source had come with its last delivery, as the importer said it; null where it never did */
  mark: string | null;
}

/**
 * Reads a delivery, one thing after the other, and returns how far its source has come with it; throws
 * `DeliveryRefused` where the whole cannot be read.
 */
export type Importer = (source: ImportSource) => AsyncIterator<Delivered, string | null>;

/** Given by who starts the bridge: the formats it can read, and the tables to fill in. */
export interface Importers {
  formats: Partial<Record<ImportFormat, { name: string; extensions: string[]; read: Importer }>>;
  templates: Record<string, { name: string; file: string; mediaType: string; make(): Promise<Uint8Array> }>;
}

export const noImporters: Importers = { formats: {}, templates: {} };
