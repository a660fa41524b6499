import { useEffect, useRef, useState } from 'react';
import type { CallCard } from '../../../bridge/protocol/desk.ts';
import { outcomeOf } from '../../../bridge/protocol/domain.ts';
import { type OwnRecord, ownRecordAnswerSchema } from '../../../bridge/protocol/embedding.ts';
import type { AskResult } from '../../../sdk/messages.ts';
import { isGone } from '../call/in-hand.ts';
import { composing } from '../keys/press.ts';
import { rest } from '../link/rest.ts';
import { Icon } from '../ui/icons.tsx';
import { clockTime, dayAndTime } from '../ui/time.ts';
import { embeddingWords } from './words.ts';

const words = embeddingWords.record;

export interface OpenedRecord {
  record: OwnRecord | null;
  open(recordNo: string): Promise<AskResult>;
  close(): void;
}

/** A saved record of one's own, to be read. Never another caller's beside a call or an open record. */
export function useOwnRecord(card: CallCard | null): OpenedRecord {
  const [record, setRecord] = useState<OwnRecord | null>(null);
  return {
    record,
    close: () => setRecord(null),
    async open(recordNo) {
      if (card !== null && !belongsTo(card, recordNo))
        return { ok: false, code: 'in-call', message: embeddingWords.otherCaller };
      const answer = await rest('GET', `records/${encodeURIComponent(recordNo)}`, ownRecordAnswerSchema);
      if (!answer.ok) return { ok: false, code: answer.error.code, message: answer.error.message };
      setRecord(answer.value);
      return { ok: true };
    },
  };
}

function belongsTo(card: CallCard, recordNo: string): boolean {
  const over = isGone(card) || (card.phase === 'ended' && card.record?.saved != null);
  return (
    over || card.record?.recordNo === recordNo || card.history.some((item) => item.recordNo === recordNo)
  );
}

interface Props {
  record: OwnRecord;
  now: number;
  onClose: () => void;
  onOpenAnswer: (articleId: string, clauseNo: string) => void;
}

export function OwnRecordView({ record, now, onClose, onOpenAnswer }: Props) {
  const { recordNo, rev, savedAt, regionName, content } = record;
  const outcome = outcomeOf(content.outcomeCode);
  const at = Date.parse(savedAt);
  const closing = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    // Esc is enough to put it away, unless the hands are somewhere else already.
    if (document.hasFocus() && document.activeElement === document.body) closing.current?.focus();
  }, []);

  return (
    <section
      className="own-record"
      aria-label={words.label}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !composing(event.nativeEvent)) onClose();
      }}
    >
      <header>
        <h2>{words.title(recordNo)}</h2>
        <span className="soft" title={clockTime(at)}>
          {words.saved(dayAndTime(at, now), rev)}
        </span>
        <span className="spring" />
        <button
          type="button"
          className="quiet"
          aria-label={`${words.close} Esc`}
          ref={closing}
          onClick={onClose}
        >
          <Icon name="cross" /> <kbd>Esc</kbd>
        </button>
      </header>
      <dl>
        <Row name={words.question}>{content.question || '—'}</Row>
        <Row name={words.region}>
          {regionName} · {content.appealType}
          {content.confidential && <span className="tag tone-warn">{words.confidential}</span>}
        </Row>
        {content.answers.length > 0 && (
          <Row name={words.answers}>
            {content.answers.map(({ articleId, clauseNo, title, validityAtAnswer }) => (
              <button
                key={`${articleId}/${clauseNo}`}
                type="button"
                className="plain"
                onClick={() => onOpenAnswer(articleId, clauseNo)}
              >
                《{title}》{clauseNo} · {validityAtAnswer}
              </button>
            ))}
          </Row>
        )}
        <Row name={words.outcome}>
          <b>{outcome.code}</b> {outcome.zh}
        </Row>
        {content.outcomeNote !== '' && <Row name={words.note}>{content.outcomeNote}</Row>}
      </dl>
    </section>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
