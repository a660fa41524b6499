import { useState } from 'react';
import type { z } from 'zod';
import type { LifeAct } from '../../../../bridge/protocol/content.ts';
import { type entryAnswerSchema, entryDoneSchema } from '../../../../bridge/protocol/knowledge.ts';
import type { ErrorBody } from '../../../../bridge/protocol/rest.ts';
import { keyMap } from '../../keys/keymap.ts';
import { composing } from '../../keys/press.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useCommand } from '../../link/use-command.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { chinaDay, yearAfter } from '../../ui/days.ts';
import { Icon } from '../../ui/icons.tsx';
import { Compare } from './compare.tsx';
import { words } from './words.ts';

export type Reviewing = Exclude<LifeAct['act'], 'write'>;
type View = z.infer<typeof entryAnswerSchema>;

/** Those that bring an entry on, the next one first. */
const onward: readonly LifeAct['act'][] = ['submit', 'pass-first', 'pass-second', 'confirm'];
const compared: ReadonlySet<LifeAct['act']> = new Set(['submit', 'pass-first', 'pass-second']);

interface Props {
  view: View;
  regionName: (code: string) => string;
  onDone: (act: Reviewing) => void;
  onOvertaken: () => void;
}

/**
 * What who is signed in may do with the entry now, as the server says. A first press shows what it will do, a second
 * one does it.
 */
export function Acts({ view, regionName, onDone, onOvertaken }: Props) {
  const { entry, may } = view;
  const [acting, setActing] = useState<Reviewing | null>(null);
  const [reason, setReason] = useState('');
  const [reviewDueOn, setReviewDueOn] = useState(() => yearAfter(chinaDay(Date.now())));
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<ErrorBody | null>(null);
  const send = useCommand();
  const main = onward.find((act) => may.includes(act)) ?? null;
  const open = acting !== null && may.includes(acting) ? acting : null;

  const begin = (act: Reviewing | null) => {
    setError(null);
    setActing(act);
  };

  async function perform(act: Reviewing) {
    const fault = faultOf(act, { reason, reviewDueOn });
    if (fault !== null) return setError({ code: 'field', message: fault });
    setSending(true);
    const answer = await send(
      `knowledge/entries/${encodeURIComponent(entry.entryId)}/acts`,
      entryDoneSchema,
      {
        changeNo: entry.changeNo,
        act: bodyOf(act, { reason, reviewDueOn }),
      },
    );
    setSending(false);
    if (answer.ok) {
      begin(null);
      setReason('');
      onDone(act);
    } else if (answer.error.code === 'overtaken') {
      onOvertaken();
    } else setError(answer.error);
  }

  useKeys({
    save: () => {
      if (sending) return;
      if (open !== null) void perform(open);
      else if (main !== null && main !== 'write') begin(main);
    },
  });

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes what was opened in it
    <div
      className="entry-acts"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || composing(event.nativeEvent) || open === null) return;
        event.stopPropagation();
        begin(null);
      }}
    >
      <fieldset className="act-buttons" aria-label={words.acts.label}>
        {may.length === 0 && <span className="soft">{words.acts.none}</span>}
        {may.map((act) =>
          act === 'write' ? (
            <a key={act} className="act" href={addressOf('entries', entry.entryId, 'edit')}>
              {words.acts.names[act]}
            </a>
          ) : (
            <button
              key={act}
              type="button"
              className={act === main && open === null ? 'act act-main' : 'act'}
              aria-expanded={act === open}
              onClick={() => begin(act === open ? null : act)}
            >
              {words.acts.names[act]}
              {act === main && open === null && <kbd>{keyMap.label('save')}</kbd>}
            </button>
          ),
        )}
      </fieldset>
      {open !== null && (
        <div className="act-form">
          <p>
            {words.acts.what[open]}
            {open === 'discard' && entry.standing.publishedRev === null && words.acts.discardNew}
          </p>
          {compared.has(open) && <BeforeAfter view={view} regionName={regionName} />}
          {(open === 'send-back' || open === 'withdraw') && (
            <label className="act-field">
              <span>{words.acts.reason}</span>
              <textarea
                className="fill"
                rows={2}
                maxLength={500}
                // biome-ignore lint/a11y/noAutofocus: the press that opened it asked for it
                autoFocus
                placeholder={words.acts.reasonHint[open]}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </label>
          )}
          {(open === 'pass-second' || open === 'confirm') && (
            <label className="act-field">
              <span>{words.acts.reviewDueOn}</span>
              <input
                type="date"
                className="fill"
                value={reviewDueOn}
                onChange={(event) => setReviewDueOn(event.target.value)}
              />
              <small className="soft">{words.acts.reviewDueHint}</small>
            </label>
          )}
          {error !== null && (
            <p className="told tone-bad" role="alert">
              <Icon name="alert" /> {error.message}
            </p>
          )}
          <p className="act-buttons">
            <button
              type="button"
              className="act act-main"
              disabled={sending}
              onClick={() => void perform(open)}
            >
              {sending ? words.acts.sending : words.acts.names[open]} <kbd>{keyMap.label('save')}</kbd>
            </button>
            <button type="button" className="act" onClick={() => begin(null)}>
              {words.acts.cancel} <kbd>Esc</kbd>
            </button>
          </p>
        </div>
      )}
    </div>
  );
}

/** What will change for callers: what is in use beside what will be. */
function BeforeAfter({ view: { entry }, regionName }: Pick<Props, 'view' | 'regionName'>) {
  const { publishedRev, draft } = entry.standing;
  if (draft === null) return null;
  if (publishedRev === null) return <p className="soft">{words.acts.nothingBefore}</p>;
  return (
    <section className="act-compare" aria-label={words.acts.compare(publishedRev, draft.rev)}>
      <h4>{words.acts.compare(publishedRev, draft.rev)}</h4>
      <Compare entryId={entry.entryId} from={publishedRev} to={draft.rev} regionName={regionName} />
    </section>
  );
}

interface Filled {
  reason: string;
  reviewDueOn: string;
}

function faultOf(act: Reviewing, { reason, reviewDueOn }: Filled): string | null {
  if ((act === 'send-back' || act === 'withdraw') && reason.trim() === '') return words.acts.reasonMissing;
  if ((act === 'pass-second' || act === 'confirm') && reviewDueOn <= chinaDay(Date.now()))
    return words.acts.reviewDueMissing;
  return null;
}

function bodyOf(act: Reviewing, { reason, reviewDueOn }: Filled): object {
  switch (act) {
    case 'submit':
    case 'pass-first':
    case 'discard':
      return { act };
    case 'pass-second':
    case 'confirm':
      return { act, reviewDueOn };
    case 'send-back':
    case 'withdraw':
      return { act, reason: reason.trim() };
    default:
      return act satisfies never;
  }
}
