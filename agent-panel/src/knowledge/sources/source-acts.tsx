import { useState } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { type SourceView, sourceAnswerSchema } from '../../../../bridge/protocol/knowledge-sources.ts';
import { useCommand } from '../../link/use-command.ts';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { words } from './words.ts';

type Act =
  | { act: 'run'; whole: boolean; acceptGone: boolean }
  | { act: 'pause'; reason: string }
  | { act: 'resume' };

type Told =
  | { state: 'idle' }
  | { state: 'working' }
  | { state: 'done'; act: Act['act'] }
  | { state: 'refused'; message: string };

const doneWords: Readonly<Record<Act['act'], string>> = {
  run: words.acts.started,
  pause: words.acts.paused,
  resume: words.acts.resumed,
};

interface Props {
  me: Me;
  source: SourceView;
  onChanged: () => void;
}

/** 立即运行, 停用, 启用: as the answer says that one may. */
export function SourceActs({ me, source, onChanged }: Props) {
  const [whole, setWhole] = useState(false);
  const [pausing, setPausing] = useState(false);
  const [told, setTold] = useState<Told>({ state: 'idle' });
  const send = useCommand();
  const { may, activity, lastRun } = source;
  const busy = told.state === 'working';
  const withheld = lastRun?.withheld ?? 0;
  const why = whyNoRun(source);

  async function act(wish: Act) {
    setTold({ state: 'working' });
    const path = `knowledge/sources/${encodeURIComponent(source.sourceId)}/acts`;
    const answer = await send(path, sourceAnswerSchema, wish);
    if (answer.ok) {
      setPausing(false);
      setWhole(false);
    }
    setTold(
      answer.ok ? { state: 'done', act: wish.act } : { state: 'refused', message: answer.error.message },
    );
    onChanged();
  }

  if (!me.rights.includes('edit-knowledge')) return <p className="soft">{words.acts.noRight}</p>;
  return (
    <section className="source-acts">
      <p className="source-acts-line">
        <button
          type="button"
          className="act act-main"
          disabled={busy || why !== null}
          title={why ?? undefined}
          onClick={() => void act({ act: 'run', whole, acceptGone: false })}
        >
          {words.acts.run}
        </button>
        <label title={words.acts.wholeWhat}>
          <input
            type="checkbox"
            checked={whole}
            disabled={busy || why !== null}
            onChange={({ target }) => setWhole(target.checked)}
          />{' '}
          {words.acts.whole}
        </label>
        {why !== null && <small className="soft">{why}</small>}
        <span className="spring" />
        {may.includes('pause') && !pausing && (
          <button type="button" className="act" disabled={busy} onClick={() => setPausing(true)}>
            {words.acts.pause}
          </button>
        )}
        {may.includes('resume') && (
          <button type="button" className="act" disabled={busy} onClick={() => void act({ act: 'resume' })}>
            {words.acts.resume}
          </button>
        )}
      </p>
      {withheld > 0 && may.includes('run') && (
        <p className="source-acts-line">
          <button
            type="button"
            className="act"
            disabled={busy}
            onClick={() => void act({ act: 'run', whole: false, acceptGone: true })}
          >
            {words.acts.acceptGone(withheld)}
          </button>
          <small className="soft">{words.acts.acceptGoneWhat}</small>
        </p>
      )}
      {pausing && (
        <ReasonForm
          what={words.acts.pauseWhat}
          name={words.acts.reason}
          missing={words.acts.needReason}
          sure={words.acts.sure}
          keep={words.acts.keep}
          busy={busy}
          onAct={(reason) => void act({ act: 'pause', reason })}
          onLeave={() => setPausing(false)}
        />
      )}
      {(told.state !== 'done' || told.act !== 'run' || activity !== 'idle') && <Outcome told={told} />}
    </section>
  );
}

function whyNoRun({ may, activity }: SourceView): string | null {
  if (may.includes('run')) return null;
  return activity === 'idle' ? words.acts.noRight : words.acts.busy;
}

function Outcome({ told }: { told: Told }) {
  switch (told.state) {
    case 'idle':
      return null;
    case 'working':
      return (
        <p className="soft late" role="status">
          {words.acts.working}
        </p>
      );
    case 'done':
      return (
        <p className="told tone-good" role="status">
          {doneWords[told.act]}
        </p>
      );
    case 'refused':
      return (
        <p className="told tone-bad" role="alert">
          {told.message}
        </p>
      );
    default:
      return told satisfies never;
  }
}
