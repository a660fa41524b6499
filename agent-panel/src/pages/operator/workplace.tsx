import { useCallback, useEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import type { CallCard, DeskView } from '../../../../bridge/protocol/desk.ts';
import type { SentNotice } from '../../../../bridge/protocol/notifications.ts';
import { AnswersColumn } from '../../answers/answers-column.tsx';
import { focusSearch, SEARCH_ID } from '../../answers/places.ts';
import { useAnswers } from '../../answers/use-answers.ts';
import { Announce } from '../../call/announce.tsx';
import { Beside } from '../../call/beside.tsx';
import { CallColumn } from '../../call/call-column.tsx';
import { fieldInUse } from '../../call/field-in-use.ts';
import { beside, isGone, isLive, isUnfinished } from '../../call/in-hand.ts';
import { useInHand } from '../../call/use-in-hand.ts';
import { useDisclosure } from '../../disclosure/use-disclosure.ts';
import { AskedStrip } from '../../embedding/asked-strip.tsx';
import { OwnRecordView, useOwnRecord } from '../../embedding/own-record.tsx';
import { useWish } from '../../embedding/use-wish.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useStore } from '../../link/use-store.ts';
import { usePopNotice } from '../../pop-notice/use-pop-notice.ts';
import { EditHead } from '../../record/edit/edit-head.tsx';
import { cardOf, type Editing } from '../../record/edit/editing.ts';
import { notesOf } from '../../record/hand-over-notes.ts';
import { RecordColumn } from '../../record/record-column.tsx';
import { useWork } from '../../record/use-work.ts';
import { useDesk } from './desk.ts';
import { IdleColumn, IdleRecord } from './idle.tsx';
import { words } from './words.ts';

let lastFocus = '';
addEventListener('focusin', ({ target }) => {
  lastFocus = target instanceof HTMLElement ? target.id : '';
});

const nothingSent: readonly SentNotice[] = [];

type Part = 'call' | 'answers' | 'record';

/** The three columns of one caller, and one line for each of the others. */
export function Workplace({ view }: { view: DeskView }) {
  const desk = useDesk();
  const [card, show] = useInHand(view.cards);
  const [editing, setEditing] = useState<Editing | null>(null);
  const others = beside(view.cards, card?.interactionId ?? null);
  const unfinished = card !== null && isUnfinished(card);

  const ringing = [...view.cards].reverse().find((one) => one.phase === 'ringing');
  usePopNotice(ringing === undefined ? null : `${ringing.callId} ${ringing.offer}`);

  async function park() {
    if (card === null || !unfinished) {
      desk.refusal.set(words.record.nothingToPark);
      return;
    }
    const next = [...others].reverse().find((other) => other.phase === 'ringing' || isLive(other));
    if (!(await desk.act({ type: 'park-record', interactionId: card.interactionId }))) return;
    // Left even while a field of it has the focus: whoever parks has finished writing.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    show(next?.interactionId ?? null);
  }

  function moveTo(other: CallCard) {
    if (unfinished && (other.phase === 'ringing' || isLive(other))) void park();
    else show(other.interactionId);
  }

  return (
    <>
      <Announce cards={view.cards} />
      <Beside cards={others} parks={unfinished} inCall={card !== null && isLive(card)} onShow={moveTo} />
      {/* Another caller, another page: nothing of the last one is left in any field. */}
      <Columns
        key={card?.interactionId ?? editing?.interactionId ?? 'idle'}
        card={card}
        editing={card === null ? editing : null}
        view={view}
        onPark={() => void park()}
        onEdit={setEditing}
      />
    </>
  );
}

interface ColumnsProps {
  card: CallCard | null;
  /** a closed record that lies open; only while no call does */
  editing: Editing | null;
  view: DeskView;
  onPark: () => void;
  onEdit: (editing: Editing | null) => void;
}

function Columns({ card: call, editing, view, onPark, onEdit }: ColumnsProps) {
  const desk = useDesk();
  const card = useMemo(() => call ?? (editing && cardOf(editing)), [call, editing]);
  const close = useCallback(() => onEdit(null), [onEdit]);
  const work = useWork(card);
  const pops = useStore(desk.pops);
  const suggestions = (card && pops.get(card.callId)) ?? [];
  const hasCall = card !== null && !isGone(card);
  const disclosure = useDisclosure(work, hasCall);
  const answers = useAnswers(work, suggestions, hasCall, disclosure);
  const [part, setPart] = useState<Part>(editing === null ? 'answers' : 'record');
  const live = card !== null && isLive(card);
  // A pop is first of all who calls: the form, the dearest part to draw, comes one turn later.
  const [whole, setWhole] = useState(card?.phase !== 'ringing');

  useEffect(() => {
    const turn = setTimeout(() => setWhole(true));
    return () => clearTimeout(turn);
  }, []);

  useEffect(() => {
    // The last page went with the cursor in its search field: who was typing there goes on in this one.
    if (lastFocus === SEARCH_ID && document.activeElement === document.body) focusSearch();
  }, []);

  useEffect(() => {
    // On answer the cursor is in the search field, unless somebody is writing.
    if (live && !fieldInUse()) focusSearch();
  }, [live]);

  const openAnswer = (articleId: string, clauseNo: string) => {
    setPart('answers');
    answers.openArticle(articleId, clauseNo);
  };
  const ownRecord = useOwnRecord(card);
  const wish = useWish(card, {
    search(text) {
      flushSync(() => setPart('answers'));
      answers.type(text, false);
      // From a page around, the cursor is not taken out of that page.
      if (document.hasFocus()) focusSearch();
    },
    openAnswer,
    async openRecord(recordNo) {
      setPart('answers');
      return ownRecord.open(recordNo);
    },
  });
  useKeys({
    park: onPark,
    search() {
      flushSync(() => setPart('answers'));
      focusSearch();
    },
  });

  return (
    <main className="columns" data-part={part}>
      <div className="column column-call">
        {card === null && <IdleColumn view={view} onEdit={onEdit} />}
        {editing !== null && <EditHead editing={editing} onClose={close} />}
        {call !== null && (
          <CallColumn
            card={call}
            notes={notesOf(work.fields, work.searchText)}
            onOpenAnswer={openAnswer}
            onRepeat={() =>
              work.change({ edits: { flags: [...new Set([...work.fields.flags, 'repeat' as const])] } })
            }
          />
        )}
        {wish !== null && <AskedStrip key={wish.asked.id} wish={wish} />}
      </div>
      <PartTabs part={part} onChange={setPart} />
      <div className="column column-answers">
        {ownRecord.record !== null && (
          <OwnRecordView
            record={ownRecord.record}
            now={desk.connection.now()}
            onClose={ownRecord.close}
            onOpenAnswer={openAnswer}
          />
        )}
        <AnswersColumn
          work={work}
          answers={answers}
          interactionId={card?.interactionId ?? null}
          sent={card?.sent ?? nothingSent}
          disclosure={disclosure}
        />
      </div>
      <div className="column column-record">
        {card === null || isGone(card) || card.kind === 'internal' ? (
          <IdleRecord />
        ) : (
          whole && (
            <RecordColumn
              card={card}
              work={work}
              onOpenAnswer={openAnswer}
              onPark={onPark}
              onReveal={() => setPart('record')}
              {...(editing !== null && { onEdited: close })}
            />
          )
        )}
      </div>
    </main>
  );
}

/** In narrow windows and at 200 % zoom: one column at a time, the call's head always in sight. */
function PartTabs({ part, onChange }: { part: Part; onChange: (part: Part) => void }) {
  return (
    <div className="part-tabs" role="tablist">
      {(['call', 'answers', 'record'] as const).map((one) => (
        <button key={one} type="button" role="tab" aria-selected={one === part} onClick={() => onChange(one)}>
          {words.tabs[one]}
        </button>
      ))}
    </div>
  );
}
