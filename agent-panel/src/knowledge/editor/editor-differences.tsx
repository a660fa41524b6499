import { useState } from 'react';
import type { Content, EntryKind } from '../../../../bridge/protocol/content.ts';
import type { Regions } from '../../link/use-regions.ts';
import { partsOf } from '../entries/content-parts.ts';
import { differencesOf } from '../entries/difference.ts';
import { DifferenceView } from '../entries/difference-view.tsx';
import { words } from '../entries/words.ts';
import type { Values } from './form.ts';
import { contentOf } from './forms.ts';

interface Props {
  kind: EntryKind;
  values: Values;
  base: Content;
  regions: Regions;
}

/** What is typed beside what is in the base; laid out only while somebody looks at it. */
export function EditorDifferences(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <details className="editor-differences" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.edit.differences}</summary>
      {open && <Shown {...props} />}
    </details>
  );
}

function Shown({ kind, values, base, regions }: Props) {
  const read = contentOf(kind, values, base);
  if ('faults' in read) return <p className="soft">{words.edit.differencesLater}</p>;
  const differences = differencesOf(partsOf(base, regions.name), partsOf(read.content, regions.name));
  return <DifferenceView differences={differences} />;
}
