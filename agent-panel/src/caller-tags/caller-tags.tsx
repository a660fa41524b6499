import { useState } from 'react';
import type { CallCard } from '../../../bridge/protocol/desk.ts';
import type { HandOverNotes } from '../../../bridge/protocol/domain.ts';
import { isLive } from '../call/in-hand.ts';
import { keyMap } from '../keys/keymap.ts';
import { useKeys } from '../keys/use-keys.ts';
import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { Icon } from '../ui/icons.tsx';
import { TagForm } from './tag-form.tsx';
import { TagList } from './tag-list.tsx';
import { tagWords } from './words.ts';

interface Props {
  card: CallCard;
  /** the record as it stands: who asked for confidence or anonymity gets no tag */
  notes: HandOverNotes;
}

/** What is kept of the caller for whoever answers next; between the call's keys and its history, so that neither moves. */
export function CallerTags({ card, notes }: Props) {
  const desk = useDesk();
  const offered = useStore(desk.view)?.tagsOffered;
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const tags = card.tags ?? [];
  const why = reasonNotNow(card, notes);
  const refused = asked && why !== null;
  // Why not is said here and goes with this caller: in the status bar it would stand beside the next one.
  function toggle() {
    setAsked(true);
    setOpen(why === null && !open);
  }
  useKeys({ tag: toggle });
  if (offered === undefined || (card.kind !== 'inbound' && card.kind !== 'outbound')) return null;
  return (
    <section
      className="caller-tags"
      aria-label={tagWords.label}
      data-any={tags.length > 0 || open || refused || undefined}
    >
      {card.callerKnown === 'unreadable' && <p className="tone-warn">{tagWords.unreadable}</p>}
      <TagList callId={card.callId} tags={tags} />
      {open && why === null ? (
        <TagForm callId={card.callId} offered={offered} tags={tags} onClose={() => setOpen(false)} />
      ) : (
        <button
          type="button"
          className="quiet tag-add"
          aria-disabled={why !== null}
          title={why ?? tagWords.label}
          onClick={toggle}
        >
          <Icon name="pen" size={14} /> {tagWords.add} <kbd>{keyMap.label('tag')}</kbd>
        </button>
      )}
      <p className="tone-warn" role="status">
        {refused && why}
      </p>
    </section>
  );
}

/** null: a tag can be set */
function reasonNotNow(card: CallCard, notes: HandOverNotes): string | null {
  if (card.number === null) return tagWords.notNow.withheld;
  if (notes.confidential || notes.flags.includes('anonymous')) return tagWords.notNow.kept;
  return isLive(card) || card.phase === 'ended' ? null : tagWords.notNow.ringing;
}
