import { articleAnswerSchema } from '../../../bridge/protocol/answers.ts';
import type { FaqContent } from '../../../bridge/protocol/content.ts';
import { ValidityTag } from '../answers/validity-tag.tsx';
import { useAsked } from '../link/use-asked.ts';
import { words } from '../pages/library/words.ts';

/** 依据条款: the clauses that an answer rests on, each with its 效力 and its text at a press. */
export function Basis({ basis }: { basis: FaqContent['basis'] }) {
  return (
    <section className="basis">
      <h3>{words.reader.basis}</h3>
      {basis.map(({ articleId, clauseNo }) => (
        <BasisClause key={`${articleId} ${clauseNo}`} articleId={articleId} clauseNo={clauseNo} />
      ))}
    </section>
  );
}

function BasisClause({ articleId, clauseNo }: FaqContent['basis'][number]) {
  const { answer } = useAsked(`answers/articles/${encodeURIComponent(articleId)}`, articleAnswerSchema);
  // The answer stands without it: what the search does not know is told by its number.
  if (!answer?.ok)
    return (
      <p>
        {articleId} {clauseNo}
      </p>
    );
  const { title, validity, clauses } = answer.value.article;
  const clause = clauses.find(({ no }) => no === clauseNo);
  return (
    <details>
      <summary>
        {title} <b>{clauseNo}</b> <ValidityTag validity={validity} />
      </summary>
      <p>{clause?.text ?? words.reader.noClause}</p>
    </details>
  );
}
