import type { EntryRowView } from '../../../../bridge/protocol/knowledge.ts';
import { words } from './words.ts';

type Mark = { word: string; tone: 'accent' | 'good' | 'soft' | 'warn' };

/** 采编→初审→复审→发布→复审到期→下架, with the place of the draft and of what is in use. */
export function LifeLine({ entry }: { entry: EntryRowView }) {
  const marks = marksOf(entry);
  return (
    <ol className="life" aria-label={words.life.line}>
      {words.life.steps.map((step, at) => {
        const mark = marks.get(at);
        return (
          <li
            key={step}
            className={mark === undefined ? undefined : `tone-${mark.tone}`}
            data-here={mark !== undefined || undefined}
            aria-current={mark === undefined ? undefined : 'step'}
          >
            <i className="life-dot" />
            <span className="life-step">{step}</span>
            <small>{mark?.word}</small>
          </li>
        );
      })}
    </ol>
  );
}

const draftSteps = { editing: 0, 'first-review': 1, 'second-review': 2 } as const;

/** By the number of the step. A draft and a version in use have a place each. */
function marksOf({ standing, stage }: EntryRowView): ReadonlyMap<number, Mark> {
  const { draft, publishedRev, withdrawn } = standing;
  const marks = new Map<number, Mark>();
  if (draft !== null)
    marks.set(draftSteps[draft.stage], { word: words.life.draft(draft.rev), tone: 'accent' });
  if (publishedRev !== null) {
    const used = words.life.published(publishedRev);
    if (withdrawn !== null) marks.set(5, { word: words.life.withdrawn(publishedRev), tone: 'soft' });
    else if (stage === 'review-due') marks.set(4, { word: used, tone: 'warn' });
    else marks.set(3, { word: used, tone: 'good' });
  }
  return marks;
}
