import { type KeyboardEvent, useRef, useState } from 'react';
import { composing } from '../keys/press.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { Icon } from '../ui/icons.tsx';
import { useLentFocus } from '../ui/use-lent-focus.ts';
import { helpWords } from './words.ts';

/** A digit asks at once; words of one's own go with it, or alone by Enter. */
export function AskHelp({ reasons }: { reasons: readonly string[] }) {
  const desk = useDesk();
  const [words, setWords] = useState('');
  const line = useRef<HTMLFieldSetElement>(null);

  useLentFocus(line, 'button');

  async function ask(reason: string) {
    // What the bridge refuses is said under the status bar, and the line stays with its words.
    if (await desk.act({ type: 'ask-help', reason, words: words.trim() })) desk.helpOpen.set(false);
  }

  function pressed(event: KeyboardEvent) {
    if (composing(event.nativeEvent)) return;
    const typing = event.target instanceof HTMLInputElement;
    const reason = !typing && /^[1-9]$/.test(event.key) ? reasons[Number(event.key) - 1] : undefined;
    if (event.key === 'Escape') desk.helpOpen.set(false);
    else if (reason !== undefined) void ask(reason);
    else if (typing && event.key === 'Enter' && !event.ctrlKey && words.trim() !== '')
      void ask(helpWords.other);
    else return;
    event.preventDefault();
  }

  return (
    <fieldset className="help-line tone-warn" aria-label={helpWords.why} ref={line} onKeyDown={pressed}>
      <Icon name="hand" />
      <strong>{helpWords.ask}</strong>
      {reasons.map((reason, at) => (
        <button key={reason} type="button" className="help-reason" onClick={() => void ask(reason)}>
          <kbd>{at + 1}</kbd> {reason}
        </button>
      ))}
      <input
        className="help-words"
        maxLength={100}
        value={words}
        placeholder={helpWords.wordsHint}
        aria-label={helpWords.words}
        onChange={(event) => setWords(event.target.value)}
      />
      <button
        type="button"
        className="plain"
        disabled={words.trim() === ''}
        onClick={() => void ask(helpWords.other)}
      >
        {helpWords.send}
      </button>
      <button type="button" className="quiet" onClick={() => desk.helpOpen.set(false)}>
        {helpWords.drop} <kbd>Esc</kbd>
      </button>
    </fieldset>
  );
}
