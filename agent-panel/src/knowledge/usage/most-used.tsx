import type { z } from 'zod';
import { articleAnswerSchema } from '../../../../bridge/protocol/answers.ts';
import type { usageAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { useAsked } from '../../link/use-asked.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { Bars } from './bars.tsx';
import { words } from './words.ts';

/** 最常用. What the product brought along has no entry in the base: the search knows its title. */
export function MostUsed({ used }: { used: z.output<typeof usageAnswerSchema>['used'] }) {
  return (
    <section aria-labelledby="usage-used">
      <h3 id="usage-used">{words.used}</h3>
      <p className="soft">{words.usedWhat}</p>
      <Bars
        rows={used.map(({ articleId, title, count }) => ({
          key: articleId,
          name:
            title === null ? (
              <BuiltIn articleId={articleId} />
            ) : (
              <a href={addressOf('entries', articleId)}>{title}</a>
            ),
          count,
        }))}
        tone="good"
        none={words.usedNone}
      />
    </section>
  );
}

function BuiltIn({ articleId }: { articleId: string }) {
  const { answer } = useAsked(`answers/articles/${encodeURIComponent(articleId)}`, articleAnswerSchema);
  return (
    <>
      {answer?.ok ? answer.value.article.title : articleId} <small className="soft">{words.builtIn}</small>
    </>
  );
}
