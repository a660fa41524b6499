import type { z } from 'zod';
import type { entryAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { newId } from '../../link/ids.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { Icon } from '../../ui/icons.tsx';
import { keepDraft, readDraft } from '../editor/draft-shelf.ts';
import { writable } from '../editor/form.ts';
import { valuesOf } from '../editor/forms.ts';
import { words } from './words.ts';

type View = z.infer<typeof entryAnswerSchema>;
type Hint = NonNullable<View['hints']>[number];

/** 到期提示: what the text says of its own end, or texts of its kind usually come to. A person decides. */
export function ExpiryHints({ view, accountId }: { view: View; accountId: string }) {
  return (
    <>
      {(view.hints ?? []).map((hint) => (
        <div
          key={hint.words}
          className={hint.certainty === 'stated' ? 'entry-notice tone-warn' : 'entry-notice tone-soft'}
        >
          <p>
            <Icon name="clock" size={14} /> {words.hint.title}　{hint.words}
          </p>
          {hint.basis !== null && (
            <p className="hint-sentence">
              {hint.basis.clauseNo}　{hint.basis.sentence}
            </p>
          )}
          {hint.certainty === 'stated' && hint.on !== null && view.may.includes('write') && (
            <button type="button" className="act" onClick={() => takeInto(view, hint, accountId)}>
              {words.hint.take(hint.on)}
            </button>
          )}
        </div>
      ))}
    </>
  );
}

/** Into the form, where it is looked at before it is saved; what was typed before stays. */
function takeInto({ entry, content }: View, { on, basis }: Hint, accountId: string): void {
  const { entryId, changeNo, currentRev } = entry;
  const kept = readDraft(accountId, entryId);
  const values = kept?.values ?? writable(valuesOf(content));
  keepDraft(accountId, entryId, {
    reason: '',
    changeNo,
    baseRev: currentRev,
    commandId: newId(),
    ...kept,
    values: {
      ...values,
      'ending.kind': 'ended',
      'ending.on': on ?? '',
      'ending.basis': basis === null ? '' : `${basis.clauseNo}：${basis.sentence}`,
    },
    at: Date.now(),
  });
  location.hash = addressOf('entries', entryId, 'edit');
}
