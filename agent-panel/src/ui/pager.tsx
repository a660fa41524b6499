import { Icon } from './icons.tsx';
import { sharedWords } from './words.ts';

interface Props {
  offset: number;
  size: number;
  total: number;
  onTurn: (offset: number) => void;
}

/** 51–100 / 320, with the way to the pages before and after; nothing where one page is all. */
export function Pager({ offset, size, total, onTurn }: Props) {
  if (total <= size) return null;
  const last = Math.min(total, offset + size);
  return (
    <span className="pager">
      <button
        type="button"
        className="act"
        aria-label={sharedWords.previousPage}
        title={offset === 0 ? sharedWords.firstPage : sharedWords.previousPage}
        disabled={offset === 0}
        onClick={() => onTurn(Math.max(0, offset - size))}
      >
        <Icon name="back" size={14} />
      </button>
      <span className="pager-at" role="status">
        {sharedWords.pageAt(offset + 1, last, total)}
      </span>
      <button
        type="button"
        className="act pager-next"
        aria-label={sharedWords.nextPage}
        title={last === total ? sharedWords.lastPage : sharedWords.nextPage}
        disabled={last === total}
        onClick={() => onTurn(offset + size)}
      >
        <Icon name="back" size={14} />
      </button>
    </span>
  );
}
