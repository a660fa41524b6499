import { keyMap } from '../keys/keymap.ts';
import { useStore } from '../link/use-store.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { useDeskTime } from '../pages/operator/desk-time.ts';
import { Icon } from '../ui/icons.tsx';
import { duration } from '../ui/time.ts';
import { stateWords } from './words.ts';

/** The wrap-up's clock above the two ways to end it, and the way to more time while there is one. */
export function WrapUpLine() {
  const desk = useDesk();
  const { now } = useDeskTime();
  const wrapUp = useStore(desk.view)?.wrapUp ?? null;
  if (wrapUp === null) return null;
  const { since, until, extended, extensions, extensionSeconds } = wrapUp;
  const over = now >= until;
  const spent = Math.min(1, Math.max(0, (now - since) / (until - since)));
  return (
    <div className={`wrap-up tone-${over ? 'bad' : 'teal'}`}>
      <p className="wrap-up-words">
        <Icon name={over ? 'alert' : 'clock'} />
        {over ? (
          <strong>{stateWords.wrapUpOver(duration(now - until))}</strong>
        ) : (
          <span>
            {stateWords.wrapUp} <b className="clock">{stateWords.left(duration(until - now))}</b>
          </span>
        )}
      </p>
      {extensions > 0 && (
        <button
          type="button"
          className="plain"
          disabled={extended >= extensions}
          title={
            extended >= extensions ? stateWords.noMore(extensions) : stateWords.extended(extended, extensions)
          }
          onClick={() => void desk.act({ type: 'extend-wrap-up' })}
        >
          {extended >= extensions ? (
            stateWords.extended(extended, extensions)
          ) : (
            <>
              {stateWords.extend(extensionSeconds)} <kbd>{keyMap.label('extend')}</kbd>
            </>
          )}
        </button>
      )}
      <i className="wrap-up-spent" style={{ width: `${(spent * 100).toFixed(1)}%` }} />
    </div>
  );
}
