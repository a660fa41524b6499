import { useState } from 'react';
import { articleAnswerSchema } from '../../../../bridge/protocol/answers.ts';
import { explanationAnswerSchema } from '../../../../bridge/protocol/explanation.ts';
import { queryOf, useAsked } from '../../link/use-asked.ts';
import { Trouble } from '../../ui/trouble.tsx';
import type { AskedQuestion } from './asked-question.ts';
import { words } from './words.ts';

interface Props {
  asked: AskedQuestion;
  onFound: (about: { articleId: string; clauseNo: string }) => void;
}

/** The text by its name, then the clause: for who misses one. Asked by the explanation, so that nothing is counted. */
export function FindClause({ asked, onFound }: Props) {
  const [name, setName] = useState('');
  const [sought, setSought] = useState<string | null>(null);
  const [articleId, setArticleId] = useState<string | null>(null);
  const { answer, again } = useAsked(
    sought === null ? null : `knowledge/explanation${queryOf({ ...asked, text: sought, limit: 20 })}`,
    explanationAnswerSchema,
  );
  const shown = answer?.ok ? answer.value.explanation.shown : [];
  const texts = new Map(shown.map((clause) => [clause.articleId, clause.title]));
  return (
    <section className="find-clause" aria-label={words.explain.whyNot}>
      <h3>{words.explain.whyNot}</h3>
      <p className="soft">{words.explain.whyNotWhat}</p>
      <form
        className="explain-form"
        onSubmit={(event) => {
          event.preventDefault();
          setArticleId(null);
          if (name.trim() !== '') setSought(name.trim());
        }}
      >
        <label>
          <span className="field-name">{words.explain.textName}</span>
          <input
            type="search"
            className="fill"
            maxLength={200}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <button type="submit" className="act" disabled={name.trim() === ''}>
          {words.explain.find}
        </button>
      </form>
      {answer !== null && !answer.ok && <Trouble error={answer.error} onRetry={again} />}
      {answer?.ok && texts.size === 0 && <p role="status">{words.explain.findNone}</p>}
      {texts.size > 0 && (
        <fieldset className="picks" aria-label={words.explain.textName}>
          {[...texts].slice(0, 8).map(([id, title]) => (
            <button
              key={id}
              type="button"
              className="pick"
              aria-pressed={id === articleId}
              onClick={() => setArticleId(id)}
            >
              {title}
            </button>
          ))}
        </fieldset>
      )}
      {articleId !== null && <Clauses articleId={articleId} date={asked.date} onFound={onFound} />}
    </section>
  );
}

function Clauses({
  articleId,
  date,
  onFound,
}: {
  articleId: string;
  date: string;
  onFound: Props['onFound'];
}) {
  const path = `answers/articles/${encodeURIComponent(articleId)}${queryOf({ date })}`;
  const { answer, again } = useAsked(path, articleAnswerSchema);
  if (answer === null) return <p className="late soft">{words.loading}</p>;
  if (!answer.ok) return <Trouble error={answer.error} onRetry={again} />;
  return (
    <label>
      <span className="field-name">{words.explain.clause}</span>{' '}
      <select
        className="fill clause-choice"
        defaultValue=""
        onChange={({ target }) => target.value !== '' && onFound({ articleId, clauseNo: target.value })}
      >
        <option value="">{words.explain.choose}</option>
        {answer.value.article.clauses.map(({ no, text }) => (
          <option key={no} value={no}>
            {no} {text.slice(0, 24)}
          </option>
        ))}
      </select>
    </label>
  );
}
