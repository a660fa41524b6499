/**
 * Keys as configuration: an action has one combination, a combination one action (a second is an error at load).
 * The browser's own are refused: F1 F3 F5 F6 F11 F12, Ctrl+W T N L.
 */
export type Action =
  | 'answer'
  | 'hold'
  | 'hang-up'
  | 'hand-on'
  | 'mute'
  | 'complete-consult'
  | 'three-way'
  | 'cancel-consult'
  | 'keypad'
  | 'emergency-1'
  | 'emergency-2'
  | 'emergency-3'
  | 'emergency-4'
  | 'search'
  | 'function-1'
  | 'function-2'
  | 'function-3'
  | 'mark-used'
  | 'report'
  | 'levels'
  | 'tick-notice'
  | 'untick-notice'
  | 'sms'
  | 'print'
  | 'record'
  | 'save'
  | 'park'
  | 'state'
  | 'extend'
  | 'help'
  | 'agree-outside'
  | 'decline-outside'
  | 'key-map'
  | 'caller'
  | 'not-found'
  | 'organ'
  | 'slip'
  | 'beyond-duty'
  | 'take-online'
  | 'tag';

export type Bindings = Readonly<Record<Action, string>>;

/** A combination by the key's place on the keyboard (`KeyboardEvent.code`), so that no input method changes it. */
export const defaultBindings: Bindings = {
  answer: 'F2',
  hold: 'F4',
  'hang-up': 'F9',
  'hand-on': 'F7',
  mute: 'F8',
  'complete-consult': 'Alt+KeyT',
  'three-way': 'Alt+KeyJ',
  'cancel-consult': 'Alt+KeyX',
  keypad: 'Alt+KeyK',
  'emergency-1': 'Alt+Digit6',
  'emergency-2': 'Alt+Digit7',
  'emergency-3': 'Alt+Digit8',
  'emergency-4': 'Alt+Digit9',
  search: 'Ctrl+KeyK',
  'function-1': 'Alt+Digit1',
  'function-2': 'Alt+Digit2',
  'function-3': 'Alt+Digit3',
  'mark-used': 'Alt+KeyU',
  report: 'Alt+KeyG',
  levels: 'Alt+KeyV',
  'tick-notice': 'Space',
  'untick-notice': 'Shift+Space',
  sms: 'Alt+KeyM',
  print: 'Alt+KeyI',
  record: 'Alt+KeyR',
  save: 'Ctrl+Enter',
  park: 'Alt+KeyP',
  state: 'Alt+KeyS',
  extend: 'Alt+KeyE',
  help: 'Alt+KeyH',
  'agree-outside': 'Alt+KeyY',
  'decline-outside': 'Alt+KeyQ',
  'key-map': 'Ctrl+Slash',
  caller: 'Alt+KeyC',
  'not-found': 'Alt+KeyN',
  organ: 'Alt+KeyO',
  slip: 'Alt+KeyL',
  'beyond-duty': 'Alt+KeyB',
  'take-online': 'Alt+KeyW',
  tag: 'Alt+KeyA',
};

/** Outside fields one bare key is enough. */
export const bareKeys: Readonly<Record<string, Action>> = { '/': 'search', '?': 'key-map' };

const browserKeys = /^(F1|F3|F5|F6|F11|F12|Ctrl\+Key[WTNL])$/;

export class KeyConflict extends Error {
  override readonly name = 'KeyConflict';
}

export interface KeyMap {
  actionFor(combination: string): Action | null;
  /** Alt+U, as people write it; null: the action has no key here */
  label(action: Action): string;
}

export function readKeyMap(bindings: Bindings): KeyMap {
  const byCombination = new Map<string, Action>();
  for (const [action, combination] of Object.entries(bindings) as [Action, string][]) {
    const other = byCombination.get(combination);
    if (other !== undefined)
      throw new KeyConflict(`${combination} 同时分配给 ${other} 和 ${action}，请改其中一个`);
    if (browserKeys.test(combination))
      throw new KeyConflict(`${combination} 是浏览器自用的键，不能分配给 ${action}`);
    byCombination.set(combination, action);
  }
  return {
    actionFor: (combination) => byCombination.get(combination) ?? null,
    label: (action) =>
      bindings[action]
        .replace(/Key|Digit/, '')
        .replace('Slash', '/')
        .replace('Space', '空格'),
  };
}

export const keyMap = readKeyMap(defaultBindings);
