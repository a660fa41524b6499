import { useEffect, useRef } from 'react';
import {
  type AnswerHitView,
  type ArticleViewMessage,
  articleAnswerSchema,
} from '../../../bridge/protocol/answers.ts';
import type { Me } from '../../../bridge/protocol/desk.ts';
import { isOver } from '../answers/hits.ts';
import { ValidityTag } from '../answers/validity-tag.tsx';
import { queryOf, useAsked } from '../link/use-asked.ts';
import { type AskPlace, libraryAddressOf } from '../pages/library/place.ts';
import { words } from '../pages/library/words.ts';
import { Icon } from '../ui/icons.tsx';
import { Trouble } from '../ui/trouble.tsx';
import { Adopt } from './adopt.tsx';
import { ErrorForm } from './error-form.tsx';
import { Pane } from './pane.tsx';

interface Props {
  me: Me;
  place: AskPlace;
  articleId: string;
  /** of the question, of which one led here */
  hits: readonly AnswerHitView[];
  onClose: () => void;
}

/** A text that answers a question: the clause in type large enough to read out, the whole of it under that. */
export function ClauseReader({ me, place, articleId, hits, onClose }: Props) {
  const path = `answers/articles/${encodeURIComponent(articleId)}${queryOf({ date: place.date })}`;
  const { answer, again } = useAsked(path, articleAnswerSchema);
  return (
    <Pane onClose={onClose}>
      {answer === null && <p className="blank late">{words.loading}</p>}
      {answer !== null && !answer.ok && <Trouble error={answer.error} onRetry={again} />}
      {answer?.ok && <Text me={me} place={place} article={answer.value.article} hits={hits} />}
    </Pane>
  );
}

type TextProps = Pick<Props, 'me' | 'place' | 'hits'> & { article: ArticleViewMessage };

function Text({ me, place, article, hits }: TextProps) {
  const { validity, clauses } = article;
  const chosen = clauses.find(({ no }) => no === place.clauseNo);
  const hit = hits.find((one) => one.articleId === article.articleId && one.clauseNo === place.clauseNo);
  const spoken = hit?.spoken ?? null;
  return (
    <>
      <header className="reader-head" data-over={isOver(article) || undefined}>
        <h2>
          <span className="ask-title">{article.title}</span> {place.clauseNo}
        </h2>
        <p className="reader-tags">
          <ValidityTag validity={validity} />
          <span className="tag tone-soft">{article.level}</span>
        </p>
        {validity.successor !== null && (
          <p className="told tone-bad">
            <Icon name="alert" /> {words.answers.successor(validity.successor.title)}{' '}
            <a href={libraryAddressOf({ ...place, open: validity.successor.articleId, clauseNo: null })}>
              {words.reader.label}
            </a>
          </p>
        )}
        <p className="reader-source">
          {[
            article.docNo,
            article.issuer,
            validity.from && words.answers.from(validity.from),
            validity.to && words.answers.to(validity.to),
            validity.basis,
            words.answers.asOf(article.dataAsOf),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <div className="reader-acts">
          {hit !== undefined && !isOver(article) && (
            <Adopt key={place.clauseNo} question={place.text} hit={hit} />
          )}
          <ErrorForm
            key={place.clauseNo}
            me={me}
            question={place.text}
            regionCode={place.regionCode ?? me.regionCode}
            asOf={place.date}
            entryId={article.articleId}
            clauses={clauses.map(({ no }) => no)}
            clauseNo={chosen?.no ?? null}
          />
        </div>
      </header>
      {spoken !== null && (
        <section className="library-spoken">
          <h3>{words.answers.aloud}</h3>
          <p className="read-large">{spoken.text}</p>
          {spoken.note !== null && <p className="tone-warn">{spoken.note}</p>}
        </section>
      )}
      {chosen !== undefined && <p className="read-large">{chosen.text}</p>}
      <Whole article={article} place={place} />
    </>
  );
}

function Whole({ article, place }: { article: ArticleViewMessage; place: AskPlace }) {
  const current = useRef<HTMLLIElement>(null);
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <>
      <h3>{words.answers.whole(article.clauses.length)}</h3>
      <ol className="clause-list">
        {article.clauses.map((clause) => {
          const chosen = clause.no === place.clauseNo;
          return (
            <li key={`${clause.no}${clause.text}`} aria-current={chosen || undefined}>
              {clause.heading !== null && <h4>{clause.heading}</h4>}
              <p>
                <a
                  href={libraryAddressOf({ ...place, open: article.articleId, clauseNo: clause.no })}
                  aria-label={`${words.answers.clause} ${clause.no}`}
                >
                  {clause.no}
                </a>
                　{clause.text}
              </p>
            </li>
          );
        })}
      </ol>
    </>
  );
}
