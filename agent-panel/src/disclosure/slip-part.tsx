import { Button } from 'antd';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useEscape } from '../knowledge/use-escape.ts';
import { PRINT_ID } from './places.ts';
import { Slip } from './slip.tsx';
import type { DisclosureWork } from './use-disclosure.ts';
import { words } from './words.ts';

interface Props {
  disclosure: DisclosureWork;
  wanted: string;
  onBack: () => void;
}

/** The slip as it will be printed, and the one thing to do with it. While it is shown, printing prints it alone. */
export function SlipPart({ disclosure, wanted, onBack }: Props) {
  // On the page as a whole: the browser's own print dialog leaves the focus nowhere.
  useEscape(true, onBack);
  useEffect(() => {
    document.documentElement.dataset.sheet = 'slip';
    return () => {
      delete document.documentElement.dataset.sheet;
    };
  }, []);
  const slip = <Slip disclosure={disclosure} wanted={wanted} />;
  return (
    <div className="slip-part">
      <header>
        <h3>{words.slip}</h3>
        <Button id={PRINT_ID} type="primary" size="small" onClick={() => print()}>
          {words.print} <kbd>Enter</kbd>
        </Button>
        <button type="button" className="plain" onClick={onBack}>
          {words.back} <kbd>Esc</kbd>
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable without a mouse */}
      <div className="slip-preview" tabIndex={0}>
        {slip}
      </div>
      {createPortal(<div className="slip-sheet">{slip}</div>, document.body)}
    </div>
  );
}
