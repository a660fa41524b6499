import type { FaqContent } from '../../../../bridge/protocol/content.ts';
import { publishedAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { useAsked } from '../../link/use-asked.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';

/** 依据, by the titles of the texts as far as they are in use. */
export function BasisList({ basis }: { basis: FaqContent['basis'] }) {
  return (
    <ul>
      {basis.map(({ articleId, clauseNo }) => (
        <li key={`${articleId} ${clauseNo}`}>
          <BasisTitle articleId={articleId} /> {clauseNo}
        </li>
      ))}
    </ul>
  );
}

/** A text of the product's own library has no entry here: its number is told as it is. */
function BasisTitle({ articleId }: { articleId: string }) {
  const { answer } = useAsked(`knowledge/published/${encodeURIComponent(articleId)}`, publishedAnswerSchema);
  if (!answer?.ok) return <>{articleId}</>;
  return <a href={addressOf('entries', articleId)}>{answer.value.entry.title}</a>;
}
