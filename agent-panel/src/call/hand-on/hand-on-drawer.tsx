import { Button } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Command } from '../../../../bridge/protocol/commands.ts';
import type { CallCard } from '../../../../bridge/protocol/desk.ts';
import type { HandOverNotes } from '../../../../bridge/protocol/domain.ts';
import { focusSearch } from '../../answers/places.ts';
import { keyMap } from '../../keys/keymap.ts';
import { composing } from '../../keys/press.ts';
import { type KeyHandlers, useKeys } from '../../keys/use-keys.ts';
import { useStore } from '../../link/use-store.ts';
import { useDesk } from '../../pages/operator/desk.ts';
import { Icon } from '../../ui/icons.tsx';
import { lookOf } from '../../ui/seat-look.ts';
import { findTargets, type TargetRow, targetRows } from './targets.ts';
import { useDirectory } from './use-directory.ts';
import { handOnWords as words } from './words.ts';

interface Props {
  /** null: no call; whom one chooses is called */
  card: CallCard | null;
  notes: HandOverNotes | null;
  onClose: () => void;
}

const emergencyKeys = ['emergency-1', 'emergency-2', 'emergency-3', 'emergency-4'] as const;

/** 咨询/转接 and 外呼: the directory in the call's own column, over nothing. It closes by itself once it came about. */
export function HandOnDrawer({ card, notes, onClose }: Props) {
  const desk = useDesk();
  const can = useStore(desk.view)?.capabilities;
  const asked = useDirectory();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [told, setTold] = useState<{ words: string; bad: boolean } | null>(null);
  const [working, setWorking] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const all = asked.state === 'known' ? targetRows(asked.directory) : [];
  const rows = findTargets(all, text);
  const chosen = rows[Math.min(at, rows.length - 1)];

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  function close() {
    onClose();
    focusSearch();
  }

  async function run(row: TargetRow | undefined, how: 'consult' | 'transfer') {
    if (row === undefined || working) return;
    if (row.closed) return setTold({ words: `${nameOf(row)}：${words.closed}`, bad: true });
    if (card !== null && !can?.[how])
      return setTold({ words: words.reasons.notCapable(words[how]), bad: true });
    const { target } = row;
    const command: Command =
      card === null ? { type: 'dial', target } : { type: how, callId: card.callId, target, notes };
    const name = nameOf(row);
    setTold({ words: words.working[card === null ? 'dial' : how](name), bad: false });
    setWorking(true);
    const result = await desk.connection.command(command);
    setWorking(false);
    if (result.outcome === 'refused') setTold({ words: result.message, bad: true });
    else close();
  }

  const keys: KeyHandlers = {};
  const emergencies = all.filter(({ kind }) => kind === 'emergency');
  // Who needs 110 presses once: a key that was quicker than the directory waits for it.
  const early = useRef<number | null>(null);
  for (const [index, action] of emergencyKeys.entries()) {
    const emergency = emergencies[index];
    if (emergency !== undefined) keys[action] = () => void run(emergency, 'consult');
    else if (asked.state === 'asking')
      keys[action] = () => {
        early.current = index;
      };
  }
  useKeys(keys);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the directory has come
  useEffect(() => {
    if (asked.state !== 'known' || early.current === null) return;
    const emergency = emergencies[early.current];
    early.current = null;
    void run(emergency, 'consult');
  }, [asked.state]);

  function pressed(event: KeyboardEvent) {
    if (composing(event.nativeEvent)) return;
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, rows.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Enter' && !event.ctrlKey && !event.altKey)
      void run(chosen, event.shiftKey ? 'transfer' : 'consult');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <section
      className="hand-on"
      aria-label={card === null ? words.callTitle : words.title}
      onKeyDown={pressed}
    >
      <header>
        <h2>{card === null ? words.callTitle : words.title}</h2>
        <button type="button" className="plain" onClick={close}>
          {words.close} <kbd>Esc</kbd>
        </button>
      </header>
      <input
        ref={field}
        className="hand-on-search"
        role="combobox"
        aria-expanded="true"
        aria-controls="hand-on-list"
        aria-activedescendant={chosen === undefined ? undefined : idOf(chosen)}
        aria-label={words.search}
        placeholder={words.search}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
      />
      <div id="hand-on-list" ref={list} className="hand-on-list" role="listbox" aria-label={words.title}>
        {rows.map((row) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the search field above has the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the search field above has the focus
          <div
            key={row.key}
            id={idOf(row)}
            role="option"
            aria-selected={row === chosen}
            aria-disabled={row.closed || undefined}
            className="hand-on-row"
            onClick={() => setAt(rows.indexOf(row))}
          >
            <Row row={row} emergencyKey={keyOf(all, row)} />
          </div>
        ))}
      </div>
      {asked.state === 'asking' && <p className="soft late">{words.asking}</p>}
      {asked.state === 'failed' && <p className="hand-on-told tone-bad">{words.failed(asked.message)}</p>}
      {asked.state === 'known' && rows.length === 0 && <p className="soft">{words.none(text)}</p>}
      {told !== null && (
        <p className={`hand-on-told ${told.bad ? 'tone-bad' : 'tone-violet'}`} role="status">
          {told.words}
        </p>
      )}
      <p className="hand-on-acts">
        {card === null ? (
          <Act label={words.call} keys="Enter" onAct={() => void run(chosen, 'consult')} />
        ) : (
          <>
            <Act label={words.consult} keys="Enter" onAct={() => void run(chosen, 'consult')} />
            <Act label={words.transfer} keys="Shift+Enter" onAct={() => void run(chosen, 'transfer')} />
          </>
        )}
      </p>
    </section>
  );
}

function Act({ label, keys, onAct }: { label: string; keys: string; onAct: () => void }) {
  return (
    <Button onMouseDown={(event) => event.preventDefault()} onClick={onAct}>
      {label} <kbd>{keys}</kbd>
    </Button>
  );
}

function Row({ row, emergencyKey }: { row: TargetRow; emergencyKey: string | null }) {
  const look = row.state === null ? null : lookOf(row.state);
  return (
    <>
      <span className={`hand-on-kind kind-${row.kind}`}>{words.kinds[row.kind]}</span>
      <b className="hand-on-name">{nameOf(row)}</b>
      {look !== null && (
        <span className={`hand-on-state tone-${look.tone}`}>
          <Icon name={look.icon} size={13} /> {look.word}
        </span>
      )}
      {row.queue !== null && (
        <span className="hand-on-state soft">{words.queue(row.queue.waiting, row.queue.ready)}</span>
      )}
      {emergencyKey !== null && <kbd className="hand-on-state">{emergencyKey}</kbd>}
      {row.detail !== '' && <small className="hand-on-detail">{row.detail}</small>}
    </>
  );
}

function nameOf({ kind, number, name }: TargetRow): string {
  if (kind === 'typed') return words.typed(number ?? '');
  return number === null || name.startsWith(number) ? name : `${number} ${name}`;
}

function keyOf(all: readonly TargetRow[], row: TargetRow): string | null {
  const action = row.kind === 'emergency' ? emergencyKeys[all.indexOf(row)] : undefined;
  return action === undefined ? null : keyMap.label(action);
}

function idOf({ key }: TargetRow): string {
  return `hand-on-${key.replace(/\W+/g, '-')}`;
}
