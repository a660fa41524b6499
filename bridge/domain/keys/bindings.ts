/**
 * 快捷键: an action has one combination, a combination one action (a second is an error at load). The panel comes with
 * these; a city changes what it wants to (`rules.keys` of hotline.yaml).
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
  | 'tag'
  | 'briefing';

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
  briefing: 'Alt+KeyZ',
};

/** The browser takes these before any page sees them. */
const browserKeys = /^(F1|F3|F5|F6|F11|F12|Ctrl\+Key[WTNL])$/;
/** Copy, paste, undo: whoever writes needs them. */
const editingKeys = /^Ctrl\+Key[ACVXYZ]$/;
/** A bare letter would be lost to who types it. */
const ownKey = /^(F\d{1,2}|(Ctrl\+|Alt\+)(Shift\+)?(Key[A-Z]|Digit\d|Enter|Slash|Space))$/;

export class KeyConflict extends Error {
  override readonly name = 'KeyConflict';
}

export interface KeyMap {
  actionFor(combination: string): Action | null;
  /** Alt+U, as people write it */
  label(action: Action): string;
}

/** @throws KeyConflict, in Chinese: two actions on one key, or a key of the browser's */
export function readKeyMap(bindings: Bindings): KeyMap {
  const byCombination = new Map<string, Action>();
  for (const [action, combination] of Object.entries(bindings) as [Action, string][]) {
    const other = byCombination.get(combination);
    const label = written(combination);
    if (other !== undefined) throw new KeyConflict(`${label} 同时分配给 ${other} 和 ${action}，请改其中一个`);
    if (browserKeys.test(combination))
      throw new KeyConflict(`${label} 是浏览器自用的键，不能分配给 ${action}`);
    byCombination.set(combination, action);
  }
  return {
    actionFor: (combination) => byCombination.get(combination) ?? null,
    label: (action) => written(bindings[action]),
  };
}

/**
 * The panel's keys with a city's own in their place.
 *
 * @param own by action, as people write it: Alt+U, F10, Ctrl+Shift+Enter
 * @throws KeyConflict, in Chinese: no such action, no key for it, or one that is taken
 */
export function bindingsWith(own: Readonly<Record<string, string>>): Bindings {
  const bindings: Record<Action, string> = { ...defaultBindings };
  for (const [action, label] of Object.entries(own)) {
    if (!isAction(action))
      throw new KeyConflict(`没有“${action}”这个操作，可写：${Object.keys(defaultBindings).join('、')}`);
    const combination = combinationOf(label);
    if (!ownKey.test(combination))
      throw new KeyConflict(`“${label}”不能作 ${action} 的键：写 F2、Alt+U、Ctrl+Shift+Enter 这样的组合`);
    if (editingKeys.test(combination))
      throw new KeyConflict(`${label} 用于复制、粘贴、撤销，不能分配给 ${action}`);
    bindings[action] = combination;
  }
  readKeyMap(bindings);
  return bindings;
}

/** Those that are not the panel's own. */
export function ownBindings(bindings: Bindings): Partial<Bindings> {
  return Object.fromEntries(
    Object.entries(bindings).filter(
      ([action, combination]) => isAction(action) && defaultBindings[action] !== combination,
    ),
  );
}

/** An action of the panel, as a site names it. */
export function isAction(name: string): name is Action {
  return Object.keys(defaultBindings).includes(name);
}

function combinationOf(label: string): string {
  return label
    .trim()
    .replace(/([A-Z])$/i, (key) => (/(^|\+).$/.test(label.trim()) ? `Key${key.toUpperCase()}` : key))
    .replace(/(^|\+)(\d)$/, '$1Digit$2')
    .replace(/(^|\+)\/$/, '$1Slash')
    .replace(/(^|\+)空格$/, '$1Space');
}

function written(combination: string): string {
  return combination
    .replace(/Key|Digit/, '')
    .replace('Slash', '/')
    .replace('Space', '空格');
}
