import type { SourceRunView } from '../../../../bridge/protocol/knowledge-sources.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { dayAndTime } from '../../ui/time.ts';
import { OutcomeLine } from '../imports/outcome-bar.tsx';
import { told } from '../imports/outcomes.ts';
import { words as importWords } from '../imports/words.ts';
import { LookTag } from './look-tag.tsx';
import { RunFaults } from './run-faults.tsx';
import { pagesOf, runLook } from './source-look.ts';
import { type Unit, words } from './words.ts';

/** A run: how it went in a sentence, its pages as a line, what came into the base, and what was wrong. */
export function Run({ run, unit }: { run: SourceRunView; unit: Unit }) {
  const { counts, batchId } = run;
  return (
    <div className="run">
      <p className="run-words">
        <LookTag look={runLook(run.state)} /> {run.words}
      </p>
      <p className="run-facts">
        {[
          dayAndTime(run.startedAt, Date.now()),
          run.endedAt === null
            ? null
            : `${words.run.took} ${words.run.seconds(Math.round((run.endedAt - run.startedAt) / 1000))}`,
          run.startedByName,
          run.attempt > 1 && words.run.attempt(run.attempt),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {run.asked > 0 && <Pages run={run} unit={unit} />}
      {counts !== null && (
        <div className="run-line">
          <span className="field-name">{words.run.outcome}</span>
          <span className="run-bar">
            <OutcomeLine counts={counts} />
          </span>
          <span>{told(counts, importWords.outcomes)}</span>
        </div>
      )}
      <ul className="run-remarks">
        {run.gone > 0 && <li>{words.run.gone(run.gone)}</li>}
        {run.withheld > 0 && <li className="tone-warn">{words.run.withheld(run.withheld)}</li>}
        {run.left > 0 && <li className="tone-warn">{words.run.left(run.left, unit)}</li>}
      </ul>
      {batchId !== null && (
        <a className="act" href={addressOf('imports', batchId)}>
          {words.run.batch}
        </a>
      )}
      {batchId === null && run.state === 'done' && <p className="soft">{words.run.noBatch}</p>}
      {run.faults > 0 && <RunFaults runId={run.runId} unit={unit} />}
    </div>
  );
}

function Pages({ run, unit }: { run: SourceRunView; unit: Unit }) {
  const { unchanged, read, faulty } = pagesOf(run);
  const parts = [
    { name: words.run.unchanged, count: unchanged, tone: 'soft' },
    { name: words.run.read, count: read, tone: 'accent' },
    { name: words.run.faults, count: faulty, tone: 'bad' },
  ].filter(({ count }) => count > 0);
  return (
    <div className="run-line">
      <span className="field-name">{words.run.asked(run.asked, unit)}</span>
      <span className="run-bar">
        <span className="outcome-line" role="img" aria-label={words.run.bar(unit, unchanged, read, faulty)}>
          {parts.map(({ name, count, tone }) => (
            <i key={name} className={`tone-${tone}`} style={{ flexGrow: count }} />
          ))}
        </span>
      </span>
      <span>{parts.map(({ name, count }) => `${name} ${count}`).join(' · ')}</span>
    </div>
  );
}
