import {
  type Action,
  defaultBindings,
  isAction,
  type KeyMap,
  readKeyMap,
} from '../../../bridge/protocol/keys.ts';

export type { Action, KeyMap } from '../../../bridge/protocol/keys.ts';

/** Outside fields one bare key is enough. */
export const bareKeys: Readonly<Record<string, Action>> = { '/': 'search', '?': 'key-map' };

const usual = readKeyMap(defaultBindings);
let current = usual;
/** labels of the panel's own keys → the site's, where they differ */
let changed: ReadonlyMap<string, string> = new Map();

/** The keys of this site, from when somebody has signed in; those that come with the panel before. */
export const keyMap: KeyMap = {
  actionFor: (combination) => current.actionFor(combination),
  label: (action) => current.label(action),
};

/** @param own by action, as the bridge checked them; what this panel does not know is left out */
export function takeKeys(own: Readonly<Record<string, string>>): void {
  const known = Object.entries(own).filter(([action]) => isAction(action));
  current = readKeyMap({ ...defaultBindings, ...Object.fromEntries(known) });
  const actions = Object.keys(defaultBindings) as Action[];
  changed = new Map(
    actions
      .map((action): [string, string] => [usual.label(action), current.label(action)])
      .filter(([before, now]) => before !== now),
  );
}

/** What the bridge and the rules of a record say names the keys that come with the panel: here with this site's. */
export function inOwnKeys(words: string): string {
  if (changed.size === 0) return words;
  return words.replace(/(?:(?:Ctrl|Alt|Shift)\+)+[\w/]+|\bF\d+\b/g, (label) => changed.get(label) ?? label);
}
