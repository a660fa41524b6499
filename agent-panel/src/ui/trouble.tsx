import type { ErrorBody } from '../../../bridge/protocol/rest.ts';
import { Icon } from './icons.tsx';
import { sharedWords } from './words.ts';

/** What could not be fetched, in the server's words, with the way on. */
export function Trouble({ error, onRetry }: { error: ErrorBody; onRetry: () => void }) {
  return (
    <div className="trouble tone-bad" role="alert">
      <p>
        <Icon name="alert" /> {error.message}
      </p>
      <p className="soft">{sharedWords.nothingChanged}</p>
      <button type="button" className="act" onClick={onRetry}>
        {sharedWords.retry}
      </button>
    </div>
  );
}
