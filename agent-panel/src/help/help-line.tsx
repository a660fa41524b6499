import type { HelpView } from '../../../bridge/protocol/help.ts';
import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { useDeskTime } from '../pages/operator/desk-time.ts';
import { Icon } from '../ui/icons.tsx';
import { clockTime, duration } from '../ui/time.ts';
import { AskHelp } from './ask-help.tsx';
import { helpWords } from './words.ts';

/** One line under the status bar: why help is asked for, then what comes of it. */
export function HelpLine() {
  const desk = useDesk();
  const open = useStore(desk.helpOpen);
  const view = useStore(desk.view);
  if (view === null || view.seat === null) return null;
  if (view.help != null && (view.help.done === null || !open)) return <Asked help={view.help} />;
  return open ? <AskHelp reasons={view.helpReasons ?? []} /> : null;
}

function Asked({ help }: { help: HelpView }) {
  const desk = useDesk();
  const { now } = useDeskTime();
  const { done } = help;
  const last = help.answers[help.answers.length - 1];
  return (
    <div className={`help-line tone-${done !== null ? 'good' : last === undefined ? 'warn' : 'accent'}`}>
      <Icon name={done === null ? 'hand' : 'check'} />
      {done === null && <strong className="clock">{helpWords.asked(duration(now - help.askedAt))}</strong>}
      <span className="help-why">{[help.reason, help.words].filter(Boolean).join(' · ')}</span>
      <span className="help-said" role="status">
        {last !== undefined && (
          <>
            <b>{helpWords.said(last.by, last.words)}</b> <small>{clockTime(last.at)}</small>
          </>
        )}
        {last === undefined && done === null && helpWords.waiting}
        {done !== null && <b>{helpWords.doneBy(done.by)}</b>}
      </span>
      <button type="button" className="plain" onClick={() => void desk.act({ type: 'withdraw-help' })}>
        {done === null ? helpWords.withdraw : helpWords.dismiss}
      </button>
    </div>
  );
}
