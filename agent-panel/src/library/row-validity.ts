import type { AnswerHitView } from '../../../bridge/protocol/answers.ts';
import type { PublishedRowView } from '../../../bridge/protocol/knowledge.ts';

type Validity = AnswerHitView['validity'];

/**
 * 效力 as far as a list's dates tell it; what other texts do to one is known to the search, and shown where it is
 * opened. An FAQ without dates stands or falls with its clauses, so nothing is said of it.
 */
export function rowValidity(
  { kind, beginsOn, endsOn }: Pick<PublishedRowView, 'kind' | 'beginsOn' | 'endsOn'>,
  today: string,
): Validity | null {
  if (endsOn !== null && endsOn <= today) return as('ended', '失效', `自 ${endsOn} 起不再适用。`);
  if (beginsOn !== null && beginsOn > today) return as('not-yet', '尚未生效', `自 ${beginsOn} 起适用。`);
  if (kind === 'faq') return null;
  if (beginsOn === null && kind === 'article')
    return as('unclear', '待核', '施行日期或修订后的文本不明，须核对后再答复。');
  return as('in-force', '现行有效', beginsOn === null ? '未载明起止日期。' : `自 ${beginsOn} 起适用。`);

  function as(state: Validity['state'], label: string, basis: string): Validity {
    return { state, label, from: beginsOn, to: endsOn, basis, successor: null };
  }
}
