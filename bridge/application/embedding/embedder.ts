/** What another system's page may be told by the panel that stands in it. */
export type EmbeddingEvent = 'call' | 'answer' | 'record';

/** A system whose page may show the panel in a frame, and what the city lets it know and ask. */
export interface Embedder {
  /** scheme, host, port: as its browser says it, to the letter */
  origin: string;
  /** as operators read it */
  name: string;
  events: readonly EmbeddingEvent[];
  /** null: numbers are masked; else what the full ones rest on */
  fullNumber: { basis: string } | null;
  /** null: it may not ask for a call */
  dial: { prefixes: readonly string[]; perSeatAndHour: number; basis: string } | null;
}
