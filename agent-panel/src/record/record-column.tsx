import { Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { flushSync } from 'react-dom';
import type { CallCard } from '../../../bridge/protocol/desk.ts';
import { appealTypeSchema, flagSchema, untoldIn } from '../../../bridge/protocol/domain.ts';
import { focusSearch } from '../answers/places.ts';
import { handOnWords } from '../call/hand-on/words.ts';
import { isLive, isUnfinished } from '../call/in-hand.ts';
import { PromiseHint } from '../duty/promise-hint.tsx';
import { inOwnKeys } from '../keys/keymap.ts';
import { useKeys } from '../keys/use-keys.ts';
import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { words } from '../pages/operator/words.ts';
import { AnswersUsed } from './answers-used.tsx';
import { Choice, Toggles } from './chips.tsx';
import { ConflictPanel } from './conflict/conflict-panel.tsx';
import { focusOpenPart } from './conflict/places.ts';
import { DisclosureKept } from './disclosure-kept.tsx';
import { closable, type Field } from './draft.ts';
import { mayChange, REASON_ID, ReasonField } from './edit/reason-field.tsx';
import { GrowingText } from './growing-text.tsx';
import { nextWord } from './next-word.ts';
import { OutcomeField } from './outcome-field.tsx';
import { fieldId, focusField } from './places.ts';
import { RecordFoot } from './record-foot.tsx';
import { RegionField } from './region-field.tsx';
import type { Work } from './use-work.ts';
import { recordWords } from './words.ts';

const types = appealTypeSchema.options;
const flags = flagSchema.options.map((value) => ({ value, word: words.record.flagNames[value] }));

interface Props {
  card: CallCard;
  work: Work;
  onOpenAnswer: (articleId: string, clauseNo: string) => void;
  onPark: () => void;
  /** it is closed, and is being changed */
  onEdited?: () => void;
  /** in narrow windows the record may be behind another tab */
  onReveal: () => void;
}

export function RecordColumn({ card, work, onOpenAnswer, onPark, onReveal, onEdited }: Props) {
  const desk = useDesk();
  const view = useStore(desk.view);
  const savedHere = useStore(desk.saver.saved).get(card.interactionId);
  const [tried, setTried] = useState(false);
  const { fields, draft, change } = work;
  const check = closable(fields);
  const missing = check.ready ? [] : check.missing;
  const open = isUnfinished(card);
  const link = useStore(desk.connection.status).state;
  const linked = link === 'live' || link === 'stale';
  // Saved is closed: what the caller says until the end of the call still belongs into the record. Without the bridge
  // nobody here sees that end but the operator.
  const live = isLive(card) && linked;
  const [tooEarly, setTooEarly] = useState(false);
  const untold = untoldIn(fields);
  // What was asked about: when more is told meanwhile, the rest is asked about anew.
  const [askedUntold, setAskedUntold] = useState('');
  const untoldAsked = untold.length > 0 && askedUntold === untold.join();

  const conflict = draft?.save.step === 'conflict' && draft.save.sides !== null ? draft.save : null;
  const reopened = onEdited === undefined ? null : (draft?.reopened ?? null);

  function save() {
    setTried(true);
    if (conflict !== null) {
      void desk.saver.resolve(card.interactionId).then((saved) => {
        if (saved) onEdited?.();
        else focusOpenPart();
      });
      return;
    }
    if (onEdited !== undefined && !mayChange(work, card)) return document.getElementById(REASON_ID)?.focus();
    setTooEarly(live);
    if (live) return;
    if (!check.ready) {
      const [first] = check.missing;
      if (first) reveal(first.field);
      return;
    }
    if (untold.length > 0 && !untoldAsked) return setAskedUntold(untold.join());
    const baseRev = reopened?.rev ?? savedHere?.rev ?? card.record?.rev ?? 0;
    const saving = desk.saver.save(card.interactionId, work.base, baseRev, check.content, reopened?.reason);
    void saving.then((saved) => {
      if (saved) onEdited?.();
      // The record is closed: its field no longer holds the page, and the next call finds the cursor in its place.
      if (saved && document.activeElement?.closest('[data-record]')) focusSearch();
    });
  }

  /** Drawn at once, so that the very next key already reaches the field. */
  function reveal(field: Field) {
    flushSync(onReveal);
    focusField(field);
  }

  function toRecord() {
    reveal(check.ready ? 'outcomeCode' : (check.missing[0]?.field ?? 'question'));
  }

  useKeys({ save, record: toRecord });

  function saveLabel(): string {
    if (conflict !== null) return recordWords.conflict.save;
    if (onEdited !== undefined) return recordWords.edit.save;
    if (!linked) return recordWords.sync.save;
    return open ? nextWord(view) : words.record.saveLater;
  }

  const saying = (field: Field): string | null =>
    tried ? (missing.find((one) => one.field === field)?.zh ?? null) : null;
  const saved =
    savedHere ??
    (card.record?.saved && card.record.recordNo !== null
      ? { recordNo: card.record.recordNo, savedAt: '', rev: card.record.rev, mergedWith: null }
      : null);
  const prefilled =
    draft?.edits.question === undefined && fields.question !== '' && fields.question !== work.base.question;

  const takenOver =
    card.handOver != null && draft?.edits.question === undefined && card.handOver.notes.question !== '';

  return (
    <section className="record" aria-label={words.record.column} data-record>
      {conflict !== null && <ConflictPanel interactionId={card.interactionId} conflict={conflict} />}
      <div className="record-fields" hidden={conflict !== null}>
        {onEdited !== undefined && <ReasonField card={card} work={work} tried={tried} />}
        <Row
          label={words.record.question}
          field="question"
          saying={saying('question')}
          mark={takenOver ? handOnWords.handedOver.taken : prefilled ? words.record.prefilled : null}
        >
          <GrowingText
            id={fieldId('question')}
            rows={2}
            placeholder={words.record.questionHint}
            value={fields.question}
            onChange={(question) => change({ edits: { question } })}
          />
        </Row>
        <Row label={words.record.type} field="appealType" saying={null}>
          <Choice
            id={fieldId('appealType')}
            label={words.record.type}
            options={types}
            value={fields.appealType}
            onChange={(appealType) => change({ edits: { appealType } })}
          />
        </Row>
        <Row label={words.record.region} field="regionCode" saying={saying('regionCode')}>
          <RegionField card={card} work={work} />
        </Row>
        <Row label={words.record.answers} field="answers" saying={saying('answers')}>
          <div id={fieldId('answers')} tabIndex={-1}>
            <AnswersUsed work={work} onOpen={onOpenAnswer} />
          </div>
        </Row>
        {(fields.disclosure !== undefined || fields.outcomeCode === 'D4') && (
          <Row label={words.record.disclosure} field="disclosure" saying={saying('disclosure')}>
            <div id={fieldId('disclosure')} tabIndex={-1}>
              <DisclosureKept disclosure={fields.disclosure} />
            </div>
          </Row>
        )}
        <Row label={words.record.outcome} field="outcomeCode" saying={saying('outcomeCode')}>
          <OutcomeField
            code={fields.outcomeCode}
            suggested={
              fields.outcomeCode !== null &&
              draft?.edits.outcomeCode == null &&
              work.base.outcomeCode === null
            }
            onChange={(outcomeCode) => change({ edits: { outcomeCode } })}
          />
        </Row>
        <Row label={words.record.note} field="outcomeNote" saying={saying('outcomeNote')}>
          <GrowingText
            id={fieldId('outcomeNote')}
            rows={1}
            value={fields.outcomeNote}
            onChange={(outcomeNote) => change({ edits: { outcomeNote } })}
          />
          <PromiseHint note={fields.outcomeNote} />
        </Row>
        <Row label={words.record.flags} field="flags" saying={null}>
          <Toggles
            label={words.record.flags}
            options={flags}
            chosen={fields.flags}
            onChange={(chosen) => change({ edits: { flags: chosen } })}
          />
          <Checkbox
            checked={fields.confidential}
            onChange={(event) => change({ edits: { confidential: event.target.checked } })}
          >
            {words.record.confidential}
          </Checkbox>
        </Row>
      </div>
      <RecordFoot
        draft={draft}
        saved={saved}
        hint={tooEarly && live ? words.record.notDuring() : null}
        untold={untold}
        untoldAsked={untoldAsked}
        saveLabel={saveLabel()}
        early={!open && linked && onEdited === undefined && conflict === null}
        canPark={open && conflict === null}
        onSave={save}
        onPark={onPark}
      />
    </section>
  );
}

interface RowProps {
  label: string;
  field: Field;
  saying: string | null;
  mark?: string | null;
  children: ReactNode;
}

/** A field, its name at the left, and what is missing right under it. */
function Row({ label, field, saying, mark, children }: RowProps) {
  return (
    <div className="row" data-wrong={saying !== null || undefined}>
      <label htmlFor={fieldId(field)} className="row-label">
        {label}
        {mark && <small>{mark}</small>}
      </label>
      <div className="row-field">
        {children}
        {saying !== null && (
          <p className="row-saying" role="alert">
            {inOwnKeys(saying)}
          </p>
        )}
      </div>
    </div>
  );
}
