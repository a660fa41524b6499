import { useState } from 'react';
import type { EntryKind } from '../../../../bridge/protocol/content.ts';
import type { Right } from '../../../../bridge/protocol/domain.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { newAddress } from './new-address.ts';
import { kindNames, words } from './words.ts';

/** 新建, one press away for each kind. */
export function NewEntry({ rights }: { rights: readonly Right[] }) {
  const [open, setOpen] = useState(false);
  if (!rights.includes('edit-knowledge'))
    return (
      <button type="button" className="act" disabled title={words.createNeedsRight}>
        {words.create}
      </button>
    );
  return (
    <>
      <button type="button" className="act" aria-expanded={open} onClick={() => setOpen(!open)}>
        {words.create}
      </button>
      {open && (
        <nav className="new-kinds" aria-label={words.createWhat}>
          {(Object.entries(kindNames) as [EntryKind, string][]).map(([kind, name]) => (
            <a
              key={kind}
              className="plain"
              href={addressOf('entries', newAddress(kind))}
              onClick={() => setOpen(false)}
            >
              {name}
            </a>
          ))}
        </nav>
      )}
    </>
  );
}
