import type { ReactNode } from 'react';
import { useEscape } from '../knowledge/use-escape.ts';
import { words } from '../pages/library/words.ts';
import { Icon } from '../ui/icons.tsx';

/** What is open stands beside the list, never over it. Esc closes it and leads back to its row. */
export function Pane({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  useEscape(true, onClose);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable without a mouse
    <article className="reader" aria-label={words.reader.label} tabIndex={0}>
      <p className="reader-bar">
        <button type="button" className="plain" onClick={onClose}>
          <Icon name="back" size={14} /> {words.reader.back} <kbd>Esc</kbd>
        </button>
      </p>
      {children}
    </article>
  );
}
