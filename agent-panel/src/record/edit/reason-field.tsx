import type { CallCard } from '../../../../bridge/protocol/desk.ts';
import { Choice } from '../chips.tsx';
import { parts } from '../conflict/part-names.ts';
import { isSamePart } from '../conflict/parts.ts';
import type { Reopened } from '../draft.ts';
import { GrowingText } from '../growing-text.tsx';
import type { Work } from '../use-work.ts';
import { ownWordsReason, recordWords } from '../words.ts';

const { edit: said } = recordWords;
export const REASON_ID = 'edit-reason';

/** `笔误更正：区县写错`: one of the short list, then own words. */
function read(reason: string): { kind: string | null; more: string } {
  const kind = said.reasons.find((one) => reason === one || reason.startsWith(`${one}：`)) ?? null;
  return { kind, more: kind === null ? '' : reason.slice(kind.length + 1) };
}

function written(kind: string, more: string): string {
  return more.trim() === '' ? kind : `${kind}：${more.trimStart()}`;
}

function reopenedOf(work: Work, card: CallCard): Reopened {
  const begun = { recordNo: card.record?.recordNo ?? '', rev: card.record?.rev ?? 0, reason: '' };
  return work.draft?.reopened ?? begun;
}

/** What keeps a change from being saved, in words; null: nothing does. */
function hindrance(work: Work, card: CallCard): string | null {
  const { kind, more } = read(reopenedOf(work, card).reason);
  if (parts.every((part) => isSamePart(part, work.fields, work.base))) return said.same;
  if (kind === null) return said.needsReason;
  return kind === ownWordsReason && more.trim() === '' ? said.needsOwn : null;
}

export function mayChange(work: Work, card: CallCard): boolean {
  return hindrance(work, card) === null;
}

/** Why a closed record is changed: asked first, kept with the revision. */
export function ReasonField({ card, work, tried }: { card: CallCard; work: Work; tried: boolean }) {
  const reopened = reopenedOf(work, card);
  const { kind, more } = read(reopened.reason);
  const saying = tried ? hindrance(work, card) : null;
  const tell = (reason: string) => work.change({ reopened: { ...reopened, reason } });

  return (
    <div className="row" data-wrong={saying !== null || undefined}>
      <label htmlFor={REASON_ID} className="row-label">
        {said.reason}
      </label>
      <div className="row-field">
        <Choice
          id={REASON_ID}
          label={said.reason}
          options={said.reasons}
          value={kind ?? ''}
          onChange={(chosen) => tell(written(chosen, more))}
        />
        {kind !== null && (
          <GrowingText
            id="edit-reason-more"
            rows={1}
            placeholder={kind === ownWordsReason ? said.reasonOwn : said.reasonHint}
            value={more}
            onChange={(text) => tell(written(kind, text.slice(0, 180)))}
          />
        )}
        {saying !== null && (
          <p className="row-saying" role="alert">
            {saying}
          </p>
        )}
      </div>
    </div>
  );
}
