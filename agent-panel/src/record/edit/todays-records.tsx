import { useEffect, useRef, useState } from 'react';
import { ownRecordsAnswerSchema } from '../../../../bridge/protocol/records.ts';
import { useAsked } from '../../link/use-asked.ts';
import { useStore } from '../../link/use-store.ts';
import { useDesk } from '../../pages/operator/desk.ts';
import { Icon } from '../../ui/icons.tsx';
import { clockTime } from '../../ui/time.ts';
import { recordWords } from '../words.ts';
import { type Editing, editingOf } from './editing.ts';

const { edit: said } = recordWords;

/** 今日已登记: between calls, what was saved today, each to be opened again. Nothing is asked until it is opened. */
export function TodaysRecords({ onEdit }: { onEdit: (editing: Editing) => void }) {
  const desk = useDesk();
  const live = useStore(desk.connection.status).state === 'live';
  const saved = useStore(desk.saver.saved);
  const [open, setOpen] = useState(false);
  const { answer, asking, again } = useAsked(open && live ? 'records/today' : null, ownRecordsAnswerSchema);
  const records = answer?.ok ? answer.value.records : null;
  const told = useRef(saved);

  useEffect(() => {
    // Another one was saved: the list is asked anew.
    if (told.current !== saved) again();
    told.current = saved;
  }, [saved, again]);

  return (
    <section className="todays">
      <button type="button" className="todays-open" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="book" /> {said.today}
        {records !== null && <span className="count">{records.length}</span>}
        <Icon name="down" size={12} />
      </button>
      {open && !live && <p className="soft">{said.offline}</p>}
      {open && answer !== null && !answer.ok && (
        <p className="tone-bad">
          {said.failed(answer.error.message)}{' '}
          <button type="button" className="plain" disabled={asking} onClick={again}>
            {said.again}
          </button>
        </p>
      )}
      {open && records?.length === 0 && <p className="soft">{said.todayNone}</p>}
      {open && records !== null && records.length > 0 && (
        <ol className="todays-list">
          {records.map((record) => (
            <li key={record.recordNo}>
              <button type="button" className="todays-record" onClick={() => onEdit(editingOf(record))}>
                <span className="history-line">
                  <time dateTime={record.savedAt}>{clockTime(Date.parse(record.savedAt)).slice(0, 5)}</time>
                  <span>{record.numberMasked ?? ''}</span>
                  <b>{record.content.outcomeCode}</b>
                  {record.rev > 1 && <span className="tag tone-soft">{said.rev(record.rev)}</span>}
                </span>
                <span className="todays-question">{recordWords.appeal(record.content)}</span>
              </button>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
