import { useEffect } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { type SourceView, sourcesAnswerSchema } from '../../../../bridge/protocol/knowledge-sources.ts';
import { useAsked } from '../../link/use-asked.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { moveInRows } from '../../ui/row-keys.ts';
import { dayAndTime } from '../../ui/time.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { LookTag } from './look-tag.tsx';
import { sourceLook } from './source-look.ts';
import { SourcePane } from './source-pane.tsx';
import './sources.css';
import { words } from './words.ts';

/** Often enough to see a run end, seldom enough to be no load. */
const WHILE_RUNNING_MS = 3_000;

/** 来源: what is pulled on a schedule and how it fares. */
export default function Sources({ me, open }: { me: Me; open: string | null }) {
  const { answer, again } = useAsked('knowledge/sources', sourcesAnswerSchema);
  const sources = answer?.ok ? answer.value.sources : [];
  const busy = sources.some(({ activity }) => activity !== 'idle');
  // Asked by itself only while a run is looked at: each question is an act of who is signed in, and a page that asks for
  // ever would keep a deserted desk signed in.
  useEffect(() => {
    if (!busy) return;
    const timer = setInterval(() => {
      if (!document.hidden) again();
    }, WHILE_RUNNING_MS);
    return () => clearInterval(timer);
  }, [busy, again]);
  useEffect(() => {
    const seen = () => {
      if (!document.hidden) again();
    };
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [again]);

  if (answer === null) return <p className="blank late">{words.loading}</p>;
  if (!answer.ok) return <Trouble error={answer.error} onRetry={again} />;
  if (sources.length === 0)
    return (
      <p className="blank">
        <b>{words.empty}</b>
        {words.emptyWhat}
      </p>
    );
  const chosen = sources.find(({ sourceId }) => sourceId === open);
  return (
    <div className="sources" data-open={chosen !== undefined || undefined}>
      <nav className="source-list" aria-label={words.label} onKeyDown={moveInRows}>
        {sources.map((source) => (
          <SourceLink key={source.sourceId} source={source} current={source === chosen} />
        ))}
      </nav>
      <section className="source-pane">
        {chosen === undefined ? (
          <p className="blank">{words.choose}</p>
        ) : (
          <SourcePane key={chosen.sourceId} me={me} source={chosen} onChanged={again} />
        )}
      </section>
    </div>
  );
}

function SourceLink({ source, current }: { source: SourceView; current: boolean }) {
  const { sourceId, name, kindName, scheduleWords, lastRun, trouble } = source;
  return (
    <a
      data-row
      className="source-link"
      href={addressOf('sources', sourceId)}
      aria-current={current ? 'page' : undefined}
    >
      <span className="source-name">
        <b>{name}</b>
        <LookTag look={sourceLook(source)} />
      </span>
      <span className="source-facts">
        {kindName} · {scheduleWords}
      </span>
      <span className={`source-facts ${trouble === null ? '' : 'tone-bad'}`}>
        {trouble ??
          (lastRun === null
            ? words.run.none
            : `${dayAndTime(lastRun.endedAt ?? lastRun.startedAt, Date.now())} ${lastRun.words}`)}
      </span>
    </a>
  );
}
