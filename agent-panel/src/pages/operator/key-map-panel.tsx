import { useEffect } from 'react';
import { type Action, keyMap } from '../../keys/keymap.ts';
import { words } from './words.ts';

/** 键盘: what can be pressed. A panel in the corner, not a dialog: work goes on under it. */
export function KeyMapPanel({ onClose }: { onClose: () => void }) {
  useEffect(() => {
    const left = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing) onClose();
    };
    addEventListener('keydown', left);
    return () => removeEventListener('keydown', left);
  }, [onClose]);

  return (
    <aside className="key-map" aria-label={words.keys.title}>
      <header>
        <h2>{words.keys.title}</h2>
        <button type="button" className="plain" onClick={onClose}>
          {words.keys.close} <kbd>Esc</kbd>
        </button>
      </header>
      <dl>
        {words.keys.fixed.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
        {(Object.keys(words.keys.list) as Action[]).map((action) => (
          <div key={action}>
            <dt>
              <kbd>{keyMap.label(action)}</kbd>
            </dt>
            <dd>{words.keys.list[action]}</dd>
          </div>
        ))}
      </dl>
      <p className="soft">{words.keys.note}</p>
    </aside>
  );
}
