import type { EntryKind } from '../../../../bridge/protocol/content.ts';

const kinds: readonly EntryKind[] = ['article', 'faq', 'item', 'guide'];

/** What stands in the address in place of an entry's id while it has none; ids of entries never begin with +. */
export function newAddress(kind: EntryKind, taskId: string | null = null): string {
  return `+${kind}${taskId === null ? '' : `+${taskId}`}`;
}

/** The kind of a new entry, and the task whose question it is to answer; null: an entry that is there. */
export function readNewAddress(open: string): { kind: EntryKind; taskId: string | null } | null {
  if (!open.startsWith('+')) return null;
  const [, wished, ...rest] = open.split('+');
  const kind = kinds.find((one) => one === wished);
  return kind === undefined ? null : { kind, taskId: rest.length === 0 ? null : rest.join('+') };
}
