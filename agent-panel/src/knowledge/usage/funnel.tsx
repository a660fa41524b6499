import type { z } from 'zod';
import type { usageAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { words } from './words.ts';

type Ratio = z.output<typeof usageAnswerSchema>['ratios'][number];

/** All searches, those with results, those that were used, those whose first was: each as long as it is many. */
export function Funnel({ searches, ratios }: { searches: number; ratios: readonly Ratio[] }) {
  if (searches === 0)
    return (
      <section className="blank">
        <b>{words.quiet}</b>
        {words.quietWhat}
      </section>
    );
  return (
    <section className="funnel" aria-label={words.funnel}>
      <Step name={words.steps[0]} count={searches} of={searches} what={words.searchesWhat} />
      {ratios.map((ratio, at) => (
        <Step
          key={ratio.name}
          name={words.steps[at + 1] ?? ratio.name}
          count={ratio.numerator}
          of={searches}
          ratio={ratio}
        />
      ))}
    </section>
  );
}

interface StepProps {
  name: string;
  count: number;
  of: number;
  what?: string;
  ratio?: Ratio;
}

function Step({ name, count, of, what, ratio }: StepProps) {
  return (
    <div className="funnel-step">
      <span className="funnel-name">{name}</span>
      <span className="funnel-bar">
        <i style={{ width: `${(count / of) * 100}%` }} />
        <b>{words.times(count)}</b>
      </span>
      <span className="funnel-ratio">
        {ratio !== undefined && (
          <>
            <span className="soft">{ratio.name}</span>{' '}
            <b>{ratio.value === null ? words.none : words.percent(ratio.value)}</b>
          </>
        )}
      </span>
      <span className="funnel-formula soft">
        {ratio === undefined
          ? what
          : `${ratio.formula}${ratio.value === null ? `：${words.noneCounted}` : ` = ${ratio.numerator} ÷ ${ratio.denominator}`}`}
      </span>
    </div>
  );
}
