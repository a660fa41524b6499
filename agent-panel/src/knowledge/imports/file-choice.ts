import type { z } from 'zod';
import type { importChoicesSchema } from '../../../../bridge/protocol/knowledge.ts';

export type Choices = z.output<typeof importChoicesSchema>;
export type Format = Choices['formats'][number];

export function extensionOf(name: string): string {
  const at = name.lastIndexOf('.');
  return at === -1 ? '' : name.slice(at + 1).toLowerCase();
}

/** The formats that a file of this name may be in, as its ending says. */
export function formatsFor(name: string, formats: readonly Format[]): Format[] {
  const extension = extensionOf(name);
  return formats.filter(({ extensions }) => extensions.includes(extension));
}

/** The format to offer for a file: the one already chosen where it fits, else what its source usually sends. */
export function formatOffered(
  name: string,
  chosen: Format['format'] | null,
  system: Choices['systems'][number]['system'],
  formats: readonly Format[],
): Format['format'] | null {
  const fitting = formatsFor(name, formats).map(({ format }) => format);
  if (chosen !== null && fitting.includes(chosen)) return chosen;
  // An exchange batch and a list that people fill in end alike.
  if (system === 'service-items' && fitting.includes('items')) return 'items';
  return fitting.find((format) => format !== 'items') ?? fitting[0] ?? null;
}

/** 12 kB, 3.4 MB; sizes as people see them in their folders. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} kB`;
  const mb = bytes / 1024 / 1024;
  return `${mb >= 10 || Number.isInteger(mb) ? Math.round(mb) : mb.toFixed(1)} MB`;
}
