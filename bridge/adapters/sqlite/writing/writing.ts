import type { Kysely } from 'kysely';
import type { ChainWriter } from '../journal/append.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { References } from '../personal/reference.ts';
import type { Tables } from '../schema.ts';

/** What a deed has in hand, inside its transaction. */
export interface Writing {
  db: Kysely<Tables>;
  chain: ChainWriter;
  keys: KeyRing;
  references: References;
  /** stream of this bridge's human acts */
  actStream: string;
}

/** The stream of the audit trail; every process that writes the folder adds to it. */
export const auditStream = 'audit';
