import type { PolicyArticle } from '../article.ts';
import { addYears, chineseDay, type Day } from '../day.ts';

export type ValidityState = 'not-yet' | 'in-force' | 'partly' | 'amended' | 'ended' | 'repealed' | 'unclear';

/** The words of the tag, as operators know them. */
const VALIDITY_LABELS: Readonly<Record<ValidityState, string>> = {
  'not-yet': '尚未生效',
  'in-force': '现行有效',
  partly: '部分失效',
  amended: '已修改',
  ended: '失效',
  repealed: '废止',
  unclear: '待核',
};

export interface Validity {
  state: ValidityState;
  label: string;
  /** 施行日 of this wording, null when it cannot be read */
  from: Day | null;
  /** 失效日: the first day on which it no longer applies; also told in advance */
  to: Day | null;
  /** one sentence: which clause, decree or record says so */
  basis: string;
  successorId: string | null;
}

/** 规范性文件 without a stated term are usually good for five years; the rules differ by place, so this is only said. */
const USUAL_TERM_YEARS = 5;

/**
 * Does this text, or this clause of it, apply on that day? Computed from dates alone: a status that somebody once
 * wrote beside a text was true on the day of writing, and is wrong on every other.
 */
export function validityAt(article: PolicyArticle, day: Day, clauseNo?: string): Validity {
  const { commencement, ending } = article;
  const from = commencement.kind === 'known' ? commencement.textFrom : null;
  const to = ending.kind === 'none' ? null : ending.on;
  const as = (state: ValidityState, basis: string): Validity => ({
    state,
    label: VALIDITY_LABELS[state],
    from,
    to,
    basis,
    successorId: 'successorId' in ending ? ending.successorId : null,
  });

  if (ending.kind !== 'none' && day >= ending.on) {
    return as(ending.kind === 'revised-elsewhere' ? 'unclear' : ending.kind, ending.basis);
  }
  if (commencement.kind === 'unknown') return as('unclear', commencement.basis);
  if (day < commencement.textFrom) {
    const { unseenFrom } = commencement;
    return unseenFrom !== null && day >= unseenFrom
      ? as(
          'unclear',
          `当日适用${chineseDay(commencement.textFrom)}修改前的文本，知识库未收录。${commencement.basis}`,
        )
      : as('not-yet', commencement.basis);
  }

  const ended = article.endedClauses.filter((clause) => day >= clause.on);
  const thisClause = ended.find((clause) => clause.no === clauseNo);
  if (thisClause !== undefined) return as('ended', thisClause.basis);
  if (ended.length > 0) return as('partly', ended.map((clause) => clause.basis).join('；'));
  return as('in-force', commencement.basis + termHint(article, commencement.textFrom, day));
}

/** May it be answered with, on that day? Of a text in part ended, the clauses that remain. */
export function applies(state: ValidityState): boolean {
  return state === 'in-force' || state === 'partly';
}

function termHint(article: PolicyArticle, from: Day, day: Day): string {
  if (article.materialClass !== '政策文件' || article.ending.kind !== 'none') return '';
  return day >= addYears(from, USUAL_TERM_YEARS)
    ? `未载明有效期，施行已满${USUAL_TERM_YEARS}年，答复前请向制定机关核实。`
    : '';
}
