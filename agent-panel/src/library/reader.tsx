import type { z } from 'zod';
import { articleAnswerSchema } from '../../../bridge/protocol/answers.ts';
import type { Me } from '../../../bridge/protocol/desk.ts';
import { publishedAnswerSchema } from '../../../bridge/protocol/knowledge.ts';
import { ValidityTag } from '../answers/validity-tag.tsx';
import { partsOf } from '../knowledge/entries/content-parts.ts';
import { ContentView } from '../knowledge/entries/content-view.tsx';
import '../knowledge/entries/entries.css';
import { validityOn } from '../knowledge/entries/validity.ts';
import { useAsked } from '../link/use-asked.ts';
import { useRegions } from '../link/use-regions.ts';
import { words } from '../pages/library/words.ts';
import { chinaDay } from '../ui/days.ts';
import { Icon } from '../ui/icons.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { Basis } from './basis.tsx';
import { ErrorForm } from './error-form.tsx';
import { Pane } from './pane.tsx';

interface Props {
  me: Me;
  entryId: string;
  onClose: () => void;
}

/** An entry as it is published, whole. */
export function Reader({ me, entryId, onClose }: Props) {
  const path = `knowledge/published/${encodeURIComponent(entryId)}`;
  const { answer, again } = useAsked(path, publishedAnswerSchema);
  return (
    <Pane onClose={onClose}>
      {answer === null && <p className="blank late">{words.loading}</p>}
      {answer !== null && !answer.ok && <Trouble error={answer.error} onRetry={again} />}
      {answer?.ok && <Entry me={me} published={answer.value} />}
    </Pane>
  );
}

type Published = z.output<typeof publishedAnswerSchema>;

function Entry({ me, published: { entry, content, provenance } }: { me: Me; published: Published }) {
  const regions = useRegions();
  // An FAQ's basis is shown with the clauses themselves.
  const parts = partsOf(content, regions.name).filter(({ key }) => key !== 'basis');
  const clauses = content.kind === 'article' ? content.clauses.map(({ no }) => no) : [];
  return (
    <>
      <header className="reader-head">
        <h2>{entry.title}</h2>
        <p className="reader-tags">
          <Standing entry={entry} content={content} />
          <span className="tag tone-soft">{words.shelf.kinds[entry.kind]}</span>
          <span className="tag tone-soft">{regions.name(entry.regionCode)}</span>
        </p>
        <p className="reader-source">
          {[
            `${words.reader.source}：${entry.systemName}`,
            entry.unitName,
            `${chinaDay(entry.publishedAt)} ${words.reader.published}`,
            provenance && words.reader.fetched(provenance.fetchedAt.slice(0, 10)),
          ]
            .filter(Boolean)
            .join(' · ')}
          {provenance !== null && /^https?:\/\//.test(provenance.url) && (
            <>
              {' · '}
              <a href={provenance.url} target="_blank" rel="noreferrer noopener">
                {words.reader.original} <Icon name="out" size={12} />
              </a>
            </>
          )}
        </p>
        <ErrorForm
          me={me}
          question=""
          regionCode={content.regionCode}
          asOf={null}
          entryId={entry.entryId}
          clauses={clauses}
          clauseNo={null}
        />
      </header>
      <ContentView content={content} parts={parts} />
      {content.kind === 'faq' && content.basis.length > 0 && <Basis basis={content.basis} />}
    </>
  );
}

/** By the search where it knows the text, which sees what others did to it; else by its own words. */
function Standing({ entry, content }: Pick<Published, 'entry' | 'content'>) {
  const path = content.kind === 'faq' ? null : `answers/articles/${encodeURIComponent(entry.entryId)}`;
  const { answer, asking } = useAsked(path, articleAnswerSchema);
  const validity = answer?.ok
    ? answer.value.article.validity
    : asking
      ? null
      : validityOn(content, chinaDay(Date.now()));
  if (validity === null)
    return asking ? null : (
      <span className="tag tone-soft" title={words.shelf.byBasisWhat}>
        {words.shelf.byBasis}
      </span>
    );
  return (
    <>
      <ValidityTag validity={validity} />
      {validity.successor !== null && (
        <span className="tone-bad">{words.answers.successor(validity.successor.title)}</span>
      )}
    </>
  );
}
