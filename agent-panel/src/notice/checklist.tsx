import { useEffect, useRef } from 'react';
import { keyMap } from '../keys/keymap.ts';
import { Icon } from '../ui/icons.tsx';
import './notice.css';
import type { NoticeRow } from './told-list.ts';
import type { Notice } from './use-notice.ts';
import type { Sms } from './use-sms.ts';
import { noticeWords as words } from './words.ts';

interface Props {
  notice: Notice;
  reading: boolean;
  sms: Sms;
  onPrint: () => void;
}

/**
 * What is told at once, row by row; what is left stays in sight.
 * @param reading Space ticks the next row also from the search field
 */
export function Checklist({ notice, reading, sms, onPrint }: Props) {
  const { rows, next } = notice;
  if (rows === null) return null;
  if (rows.length === 0)
    return (
      <p className="notice-none">
        <b>{words.none}</b> <span className="soft">{words.noneHint}</span>
        <Acts sms={sms} onPrint={onPrint} />
      </p>
    );
  const told = rows.filter((row) => row.told).length;
  return (
    <section className="notice" aria-label={words.title}>
      <h3>
        {words.title}
        <span className="notice-count" data-all={next === null || undefined} role="status">
          {next === null ? (
            <>
              <Icon name="check" size={14} /> {words.all}
            </>
          ) : (
            words.count(told, rows.length)
          )}
        </span>
        <Acts sms={sms} onPrint={onPrint} />
      </h3>
      <ul>
        {rows.map((row) => (
          <Row key={row.kind} row={row} notice={notice} isNext={row === next} reading={reading} />
        ))}
      </ul>
    </section>
  );
}

/** The same words on the caller's telephone, or on paper. */
function Acts({ sms, onPrint }: Pick<Props, 'sms' | 'onPrint'>) {
  return (
    <span className="notice-acts">
      <button type="button" className="plain" onClick={() => sms.begin()}>
        {words.sms.send} <kbd>{keyMap.label('sms')}</kbd>
      </button>
      <button type="button" className="plain" onClick={onPrint}>
        {words.print.print} <kbd>{keyMap.label('print')}</kbd>
      </button>
    </span>
  );
}

interface RowProps {
  row: NoticeRow;
  notice: Notice;
  isNext: boolean;
  reading: boolean;
}

function Row({ row, notice, isNext, reading }: RowProps) {
  const line = useRef<HTMLLIElement>(null);
  // Only after the first tick: what was opened stays as it was opened.
  const begun = notice.rows?.some(({ told }) => told) ?? false;
  useEffect(() => {
    if (isNext && begun) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isNext, begun]);
  return (
    <li ref={line} data-told={row.told || undefined} data-next={isNext || undefined}>
      <button
        type="button"
        aria-pressed={row.told}
        // The cursor stays in the search field, where Space goes on.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => notice.set(row.kind, !row.told)}
      >
        <i className="notice-box">{row.told && <Icon name="check" size={14} />}</i>
        <b className="notice-kind">{row.kind}</b>
        <span className="notice-text">{row.text}</span>
        {isNext && reading && (
          <kbd className="notice-next" title={words.next}>
            {keyMap.label('tick-notice')}
          </kbd>
        )}
      </button>
    </li>
  );
}
