import { useEffect, useRef } from 'react';
import type { FigureView, FloorView } from '../../../bridge/protocol/floor.ts';
import { words } from '../pages/floor/words.ts';
import { Icon } from '../ui/icons.tsx';
import { CallEvents } from './call-events.tsx';
import { FigureCalls } from './figure-calls.tsx';
import { SeatPanel } from './seat-panel.tsx';

/** What the panel at the right shows: a figure's calls, a call's events, or a seat. */
export type Traced =
  | { kind: 'figure'; figure: FigureView }
  | { kind: 'call'; callKey: string; from: FigureView }
  | { kind: 'seat'; seat: string };

interface Props {
  traced: Traced;
  view: FloorView;
  onTurn: (next: Traced | null) => void;
}

/** From a number to the calls, from a call to what the exchange was seen to do. The floor goes on beside it. */
export function Trace({ traced, view, onTurn }: Props) {
  const panel = useRef<HTMLElement>(null);
  const opener = useRef<Element | null>(null);
  const subject =
    traced.kind === 'figure' ? traced.figure.id : traced.kind === 'call' ? traced.callKey : traced.seat;

  useEffect(() => {
    opener.current = document.activeElement;
    return () => {
      if (opener.current instanceof HTMLElement) opener.current.focus();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another subject is read from its beginning
  useEffect(() => {
    panel.current?.focus();
    panel.current?.scrollTo({ top: 0 });
  }, [subject]);

  return (
    <aside
      className="trace"
      ref={panel}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        onTurn(traced.kind === 'call' ? { kind: 'figure', figure: traced.from } : null);
      }}
    >
      <p className="trace-bar">
        {traced.kind === 'call' && (
          <button
            type="button"
            className="plain"
            onClick={() => onTurn({ kind: 'figure', figure: traced.from })}
          >
            <Icon name="back" size={14} /> {words.trace.back}
          </button>
        )}
        <span className="spring" />
        <button type="button" className="plain" onClick={() => onTurn(null)}>
          {words.trace.close} <kbd>Esc</kbd>
        </button>
      </p>
      {traced.kind === 'figure' && (
        <FigureCalls
          figure={traced.figure}
          queues={view.queues}
          onOpen={(callKey) => onTurn({ kind: 'call', callKey, from: traced.figure })}
        />
      )}
      {traced.kind === 'call' && <CallEvents callKey={traced.callKey} />}
      {traced.kind === 'seat' && <SeatPanel seat={traced.seat} view={view} />}
    </aside>
  );
}
