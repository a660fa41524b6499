import { type KeyboardEvent, useRef } from 'react';
import type { DeskView } from '../../../../bridge/protocol/desk.ts';
import type { SeatState } from '../../../../bridge/protocol/domain.ts';
import { composing } from '../../keys/press.ts';
import { stateLook } from '../../seat-state/reason-look.ts';
import { stateWords } from '../../seat-state/words.ts';
import { Icon } from '../../ui/icons.tsx';
import { useLentFocus } from '../../ui/use-lent-focus.ts';
import { useDesk } from './desk.ts';
import { words } from './words.ts';

type Wish = { state: 'READY' | 'BUSY' | 'BREAK'; reason: string };

/** While a call or its record is in hand, a wish is for afterwards: READY with an open record does not exist. */
const atWork: ReadonlySet<SeatState> = new Set([
  'RINGING',
  'TALKING',
  'HOLD',
  'CONSULT',
  'CONFERENCE',
  'ACW',
  'OUTBOUND',
]);

/** A list of digits and words under the state; opened and left with the keyboard, never over the answers. */
export function StateMenu({ view, onClose }: { view: DeskView; onClose: () => void }) {
  const desk = useDesk();
  const menu = useRef<HTMLDivElement>(null);
  const later = atWork.has(view.state);
  const wishes: Wish[] = [
    { state: 'READY', reason: '' },
    { state: 'BUSY', reason: '' },
    ...view.breakReasons.map(({ name }) => ({ state: 'BREAK' as const, reason: name })),
  ];

  useLentFocus(menu, '[role^="menuitem"]');

  function choose(wish: Wish) {
    void desk.act({ type: later ? 'set-next-state' : 'set-state', ...wish });
    onClose();
  }

  function check() {
    void desk.checkState();
    onClose();
  }

  function pressed(event: KeyboardEvent) {
    if (composing(event.nativeEvent)) return;
    const wish = /^[1-9]$/.test(event.key) ? wishes[Number(event.key) - 1] : undefined;
    if (wish !== undefined) choose(wish);
    else if (event.key === '0') check();
    else if (event.key === 'Escape') onClose();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event.key === 'ArrowDown' ? 1 : -1);
    else return;
    event.preventDefault();
  }

  function step(by: 1 | -1) {
    const items = [...(menu.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    items[(at + by + items.length) % items.length]?.focus();
  }

  const isNow = (wish: Wish) => {
    const now = later ? view.nextState : view;
    return now !== null && now.state === wish.state && (now.reason ?? '') === wish.reason;
  };

  return (
    <div
      className="menu"
      role="menu"
      tabIndex={-1}
      aria-label={later ? words.state.next : words.state.menu}
      ref={menu}
      onKeyDown={pressed}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onClose();
      }}
    >
      {later && (
        <p className="menu-head">
          {words.state.next}
          <small>{words.state.nextMenu}</small>
        </p>
      )}
      {wishes.map((wish, at) => {
        const rule =
          wish.state === 'BREAK' ? view.breakReasons.find(({ name }) => name === wish.reason) : null;
        const look = stateLook({ state: wish.state, colour: rule?.colour }, false);
        return (
          <button
            key={`${wish.state}${wish.reason}`}
            type="button"
            role="menuitemradio"
            aria-checked={isNow(wish)}
            className="menu-item"
            onClick={() => choose(wish)}
          >
            <kbd>{at + 1}</kbd>
            <span className={`menu-state tone-${look.tone}`}>
              <Icon name={look.icon} /> {look.word}
            </span>
            {wish.reason}
            {rule?.limitMinutes != null && (
              <span className="menu-limit">{stateWords.limit(rule.limitMinutes)}</span>
            )}
          </button>
        );
      })}
      <button type="button" role="menuitem" className="menu-item menu-apart" onClick={check}>
        <kbd>0</kbd>
        <span className="menu-state tone-soft">
          <Icon name="alert" /> {words.state.wrong}
        </span>
        {words.state.wrongMeans}
      </button>
      {!later && (
        <button
          type="button"
          role="menuitem"
          className="menu-item"
          onClick={() => {
            void desk.act({ type: 'sign-out-seat' });
            onClose();
          }}
        >
          <kbd>·</kbd>
          <span className="menu-state tone-soft">
            <Icon name="power" /> {words.state.signOut}
          </span>
          {view.seat}
        </button>
      )}
    </div>
  );
}
