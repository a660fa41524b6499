import type { CallerTagView } from '../../../bridge/protocol/caller-tags.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { chinaDay } from '../ui/time.ts';
import { tagWords } from './words.ts';

interface Props {
  callId: string;
  tags: readonly CallerTagView[];
}

/** One line each: what the caller needs and what is done with it; reason, author and the end of it unfold. */
export function TagList({ callId, tags }: Props) {
  const desk = useDesk();
  if (tags.length === 0) return null;
  return (
    <ul className="tag-list">
      {tags.map((tag) => (
        <li key={tag.tagId}>
          <details>
            <summary>
              <b className="tag tone-violet">{tag.name}</b>
              <span className="tag-purpose" title={tag.purpose}>
                {tag.purpose}
              </span>
              <small className="tag-until">{tagWords.until(chinaDay(tag.expiresAt).slice(5))}</small>
            </summary>
            <p className="tag-details">
              {tag.purpose}。{tag.reason} · {tagWords.details(tag.by, chinaDay(tag.setAt))} ·{' '}
              {tagWords.until(chinaDay(tag.expiresAt))}
              {tag.consent && ` · ${tagWords.consent}`}
              {tag.mayEnd && (
                <button
                  type="button"
                  className="plain"
                  onClick={() => void desk.act({ type: 'end-caller-tag', callId, tagId: tag.tagId })}
                >
                  {tagWords.end}
                </button>
              )}
            </p>
          </details>
        </li>
      ))}
    </ul>
  );
}
