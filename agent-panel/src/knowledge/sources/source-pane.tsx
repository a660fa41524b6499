import { useState } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { type SourceView, sourceRunsAnswerSchema } from '../../../../bridge/protocol/knowledge-sources.ts';
import { queryOf, useAsked } from '../../link/use-asked.ts';
import { useRegions } from '../../link/use-regions.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { Icon } from '../../ui/icons.tsx';
import { Pager } from '../../ui/pager.tsx';
import { dayAndTime } from '../../ui/time.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { LookTag } from './look-tag.tsx';
import { Run } from './run.tsx';
import { RunList } from './run-list.tsx';
import { SourceActs } from './source-acts.tsx';
import { sourceLook } from './source-look.ts';
import { type Unit, words } from './words.ts';

const pageSize = 20;

interface Props {
  me: Me;
  source: SourceView;
  onChanged: () => void;
}

/** One source close up: where it is read, when, how it went, and what can be done. */
export function SourcePane({ me, source, onChanged }: Props) {
  const { trouble, paused, lastRun } = source;
  const unit: Unit = source.kind === 'website' ? '页' : '行';
  return (
    <article className="source">
      <a className="plain source-back" href={addressOf('sources')}>
        {words.back}
      </a>
      <h2>
        {source.name} <LookTag look={sourceLook(source)} />
      </h2>
      <Facts source={source} />
      {trouble !== null && (
        <p className="told tone-bad" role="status">
          <Icon name="alert" /> {trouble}
        </p>
      )}
      {paused !== null && (
        <p className="told tone-warn">
          {words.pausedBy(paused.byName, dayAndTime(paused.at, Date.now()), paused.reason)}
        </p>
      )}
      <SourceActs me={me} source={source} onChanged={onChanged} />
      <h3>{words.run.last}</h3>
      {lastRun === null ? (
        <p className="soft">{words.run.none}</p>
      ) : (
        <Run key={lastRun.runId} run={lastRun} unit={unit} />
      )}
      {lastRun !== null && (
        <Runs
          sourceId={source.sourceId}
          newest={`${lastRun.runId}${lastRun.state}`}
          lastId={lastRun.runId}
          unit={unit}
        />
      )}
    </article>
  );
}

function Facts({ source }: { source: SourceView }) {
  const regions = useRegions();
  const { nextRunAt, nextIsRetry, failures } = source;
  const next =
    nextRunAt === null
      ? words.noNext
      : nextIsRetry
        ? words.retry(dayAndTime(nextRunAt, Date.now()))
        : dayAndTime(nextRunAt, Date.now());
  return (
    <dl className="source-table">
      <dt>{words.kind}</dt>
      <dd>{source.kindName}</dd>
      <dt>{words.address}</dt>
      <dd>
        {source.addresses.map((address) => (
          <span key={address} className="source-address">
            {address}
          </span>
        ))}
      </dd>
      <dt>{words.schedule}</dt>
      <dd>{source.scheduleWords}</dd>
      <dt>{words.next}</dt>
      <dd>
        {next} {failures > 0 && <span className="tone-bad">{words.failures(failures)}</span>}
      </dd>
      <dt>{words.system}</dt>
      <dd>
        {[source.systemName, source.unitName, regions.name(source.regionCode)]
          .filter((one, at, all) => all.indexOf(one) === at)
          .join(' · ')}
      </dd>
    </dl>
  );
}

interface RunsProps {
  sourceId: string;
  /** another one: the list is asked anew */
  newest: string;
  lastId: string;
  unit: Unit;
}

function Runs({ sourceId, newest, lastId, unit }: RunsProps) {
  const [offset, setOffset] = useState(0);
  const path = `knowledge/sources/${encodeURIComponent(sourceId)}/runs`;
  const query = queryOf({ offset, limit: pageSize });
  return (
    <RunsPage
      key={newest}
      unit={unit}
      path={`${path}${query}`}
      lastId={lastId}
      offset={offset}
      onTurn={setOffset}
    />
  );
}

interface PageProps {
  unit: Unit;
  path: string;
  lastId: string;
  offset: number;
  onTurn: (offset: number) => void;
}

function RunsPage({ unit, path, lastId, offset, onTurn }: PageProps) {
  const { answer, again } = useAsked(path, sourceRunsAnswerSchema);
  if (answer === null) return null;
  if (!answer.ok) return <Trouble error={answer.error} onRetry={again} />;
  const { runs, total } = answer.value;
  if (total < 2) return null;
  return (
    <section>
      <h3>
        {words.run.runs} <small className="soft">{words.run.total(total)}</small>{' '}
        <Pager offset={offset} size={pageSize} total={total} onTurn={onTurn} />
      </h3>
      <RunList runs={runs.filter(({ runId }) => runId !== lastId)} unit={unit} />
    </section>
  );
}
