import { type Action, bareKeys, type KeyMap } from './keymap.ts';

/** What a shortcut needs to know of a key press; a `KeyboardEvent` is one. */
export interface Press {
  readonly key: string;
  readonly code: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/**
 * While Chinese is being composed every key belongs to the input method. Some Chromium builds report the first key
 * with code 229 before `isComposing` is set, so both are asked.
 */
export function composing(press: Pick<Press, 'isComposing' | 'keyCode'>): boolean {
  return press.isComposing || press.keyCode === 229;
}

function combinationOf(press: Press): string {
  const code = press.code === 'NumpadEnter' ? 'Enter' : press.code;
  return `${press.ctrlKey ? 'Ctrl+' : ''}${press.altKey ? 'Alt+' : ''}${press.shiftKey ? 'Shift+' : ''}${code}`;
}

/** The action of a key press, or null where it is only a key. */
export function actionOf(press: Press, inField: boolean, keys: KeyMap): Action | null {
  if (composing(press) || press.metaKey) return null;
  // Where Space writes a blank or presses a button, it does.
  const action = inField && press.code === 'Space' ? null : keys.actionFor(combinationOf(press));
  if (action !== null) return action;
  if (inField || press.ctrlKey || press.altKey) return null;
  return bareKeys[press.key] ?? null;
}
