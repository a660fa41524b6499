import type { Me } from '../../../../bridge/protocol/desk.ts';
import { usageAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { queryOf, useAsked } from '../../link/use-asked.ts';
import { chinaDay } from '../../ui/days.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { Bars } from './bars.tsx';
import { Funnel } from './funnel.tsx';
import { NeverUsed } from './never-used.tsx';
import { type Period, periodOf } from './period.ts';
import { PeriodPicks } from './period-picks.tsx';
import './usage.css';
import { MostUsed } from './most-used.tsx';
import { words } from './words.ts';
import { ZeroResults } from './zero-results.tsx';

/** 使用情况: what is asked, what is found, what is used, and what lies there unused. */
export default function Usage({ me, open }: { me: Me; open: string | null }) {
  const today = chinaDay(Date.now());
  const period = periodOf(open, today);
  return (
    <div className="usage">
      <PeriodPicks period={period} today={today} />
      <Figures me={me} period={period} />
    </div>
  );
}

function Figures({ me, period }: { me: Me; period: Period }) {
  const query = queryOf({ from: period.from, to: period.to });
  const { answer, asking, again } = useAsked(`knowledge/usage${query}`, usageAnswerSchema);
  if (answer === null) return <p className="blank late">{words.loading}</p>;
  if (!answer.ok) return <Trouble error={answer.error} onRetry={again} />;
  const usage = answer.value;
  return (
    <div className="usage-body" data-old={asking || undefined}>
      <Funnel searches={usage.searches} ratios={usage.ratios} />
      <div className="usage-columns">
        <ZeroResults key={`${period.from}${period.to}`} me={me} period={period} questions={usage.zero} />
        <section aria-labelledby="usage-not-adopted">
          <h3 id="usage-not-adopted">{words.notAdopted}</h3>
          <p className="soft">{words.notAdoptedWhat}</p>
          <Bars
            rows={usage.notAdopted.map(({ question, count }) => ({ key: question, name: question, count }))}
            tone="warn"
            none={words.notAdoptedNone}
          />
        </section>
        <MostUsed used={usage.used} />
        <NeverUsed entries={usage.neverUsed} total={usage.neverUsedCount} />
      </div>
    </div>
  );
}
