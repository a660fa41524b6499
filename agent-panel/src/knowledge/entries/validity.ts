import type { AnswerHitView } from '../../../../bridge/protocol/answers.ts';
import type { ArticleContent, Content } from '../../../../bridge/protocol/content.ts';

type Validity = AnswerHitView['validity'];

/**
 * 效力 on a day, as far as an entry's own words tell: what other texts do to it is known to the search alone. An FAQ
 * within its dates stands or falls with the clauses it rests on, so nothing is said of it.
 */
export function validityOn(content: Content, day: string): Validity | null {
  switch (content.kind) {
    case 'article':
      return articleOn(content, day);
    case 'faq':
      return within(content.validFrom, content.validTo, day, null);
    case 'item':
      return within(content.item.plan_effective_date, content.item.plan_cancel_date, day, 'in-force');
    case 'guide':
      return within(content.validFrom, content.validTo, day, 'in-force');
    default:
      return content satisfies never;
  }
}

const labels: Readonly<Record<Validity['state'], string>> = {
  'in-force': '现行有效',
  'not-yet': '尚未生效',
  partly: '部分失效',
  amended: '已修改',
  ended: '失效',
  repealed: '废止',
  unclear: '待核',
};

function articleOn({ commencement, ending, endedClauses }: ArticleContent, day: string): Validity {
  if (ending.kind !== 'none' && ending.on <= day)
    return validity(ending.kind === 'revised-elsewhere' ? 'unclear' : ending.kind, ending.basis);
  if (commencement.kind === 'unknown') return validity('unclear', commencement.basis);
  const { textFrom, basis } = commencement;
  if (day < textFrom) return validity('not-yet', basis);
  const [ended] = endedClauses.filter(({ on }) => on <= day);
  return ended === undefined ? validity('in-force', basis) : validity('partly', ended.basis);
}

function within(
  from: string | null,
  to: string | null,
  day: string,
  otherwise: 'in-force' | null,
): Validity | null {
  if (to !== null && to <= day) return validity('ended', `载明自 ${to} 起不再适用。`);
  if (from !== null && day < from) return validity('not-yet', `载明自 ${from} 起适用。`);
  return otherwise === null
    ? null
    : validity(otherwise, from === null ? '未载明起止日期。' : `载明自 ${from} 起适用。`);
}

function validity(state: Validity['state'], basis: string): Validity {
  return { state, label: labels[state], from: null, to: null, basis, successor: null };
}
