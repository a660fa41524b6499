/** 快捷键 of the panel. */
export {
  type Action,
  defaultBindings,
  isAction,
  type KeyMap,
  readKeyMap,
} from '../domain/keys/bindings.ts';
