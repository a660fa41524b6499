import type { Delivered, SourceSystem } from '../../../knowledge/content/delivery.ts';
import type { CheckedAttachment } from '../../../knowledge/content/entry.ts';
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

/** Given by who starts the bridge: the formats it can read, the tables to fill in, and what attachments may be. */
export interface Importers {
  formats: Partial<Record<ImportFormat, { name: string; extensions: string[]; read: Importer }>>;
  templates: Record<string, { name: string; file: string; mediaType: string; make(): Promise<Uint8Array> }>;
  /** looked at, never opened for its content; off the thread that serves calls */
  checkAttachment(name: string, bytes: Uint8Array): Promise<CheckedAttachment>;
}

export const noImporters: Importers = {
  formats: {},
  templates: {},
  checkAttachment: async () => ({ taken: false, code: 'FILE_TYPE', words: '本机没有启用附件，未保存。' }),
};
