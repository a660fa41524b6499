import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import './print.css';
import { type Paper, Sheet, type SheetFacts } from './sheet.tsx';
import { noticeWords } from './words.ts';

const words = noticeWords.print;
const papers: readonly Paper[] = ['A4', 'A5'];

/** The sheet as it will come out of the printer, above the answers. The printed copy is a page of its own. */
export function PrintView({ facts, onClose }: { facts: SheetFacts; onClose: () => void }) {
  const [paper, setPaper] = useState<Paper>('A5');
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    first.current?.focus();
    // Only now does paper show this sheet instead of the page.
    document.documentElement.dataset.printing = 'notice';
    return () => {
      delete document.documentElement.dataset.printing;
    };
  }, []);

  function pressed(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  }

  return (
    <section className="notice-form print-view" aria-label={words.title} onKeyDown={pressed}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable without a mouse */}
      <div className="print-paper" data-paper={paper} tabIndex={0}>
        <Sheet {...facts} />
      </div>
      <p className="notice-form-foot">
        <button ref={first} type="button" className="plain notice-main" onClick={() => window.print()}>
          {words.print} <kbd>Enter</kbd>
        </button>
        {papers.map((one) => (
          <button
            key={one}
            type="button"
            className="plain"
            aria-pressed={one === paper}
            onClick={() => setPaper(one)}
          >
            {words.paper} {one}
          </button>
        ))}
        <button type="button" className="plain" onClick={onClose}>
          {words.close} <kbd>Esc</kbd>
        </button>
      </p>
      {createPortal(
        <div className="printed" data-paper={paper} aria-hidden="true">
          <Sheet {...facts} />
        </div>,
        document.body,
      )}
    </section>
  );
}
