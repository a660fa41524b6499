import { sizeInWords } from './file-choice.ts';
import type { Import } from './use-import.ts';
import { words } from './words.ts';

/** How far a file has come, and what became of it where it was not taken. */
export function ImportProgress({ current: { state, stop } }: { current: Import }) {
  switch (state.state) {
    case 'idle':
    case 'told':
      return null;
    case 'stopped':
      return (
        <p className="told tone-warn" role="status">
          {words.form.stopped}
        </p>
      );
    case 'refused':
      return (
        <div className="told tone-bad" role="alert">
          {state.unsure ? (
            <p>{words.form.lostAfter}</p>
          ) : (
            <>
              <p>{state.message}</p>
              <p className="soft">{words.form.failed}</p>
            </>
          )}
        </div>
      );
    case 'sending': {
      const { file } = state.wish;
      const gone = state.sent >= file.size;
      return (
        <div className="sending" role="status">
          <progress max={file.size} value={gone ? undefined : state.sent} aria-label={words.form.file} />
          <span>
            {gone ? words.form.reading : words.form.sending(sizeInWords(state.sent), sizeInWords(file.size))}
          </span>
          {!gone && (
            <button type="button" className="plain" onClick={stop}>
              {words.form.stop}
            </button>
          )}
        </div>
      );
    }
    default:
      return state satisfies never;
  }
}
