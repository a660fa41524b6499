import { expect } from 'chai';
import {
  type Bindings,
  defaultBindings,
  KeyConflict,
  keyMap,
  readKeyMap,
} from '../../../agent-panel/src/keys/keymap.ts';
import { actionOf, type Press } from '../../../agent-panel/src/keys/press.ts';

function press(change: Partial<Press>): Press {
  return {
    key: '',
    code: '',
    keyCode: 0,
    isComposing: false,
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    metaKey: false,
    ...change,
  };
}

const altU = press({ key: 'u', code: 'KeyU', altKey: true });

describe('the key map', () => {
  it('names its keys as people do', () => {
    expect(
      ['mark-used', 'function-1', 'key-map', 'save', 'hang-up'].map((action) =>
        keyMap.label(action as 'save'),
      ),
    ).to.deep.equal(['Alt+U', 'Alt+1', 'Ctrl+/', 'Ctrl+Enter', 'F9']);
  });

  it('refuses two actions on one key when it is read, and says which', () => {
    const twice: Bindings = { ...defaultBindings, park: 'Alt+KeyU' };
    expect(() => readKeyMap(twice)).to.throw(KeyConflict, /mark-used.*park/);
  });

  for (const key of [
    'F1',
    'F3',
    'F5',
    'F6',
    'F11',
    'F12',
    'Ctrl+KeyW',
    'Ctrl+KeyT',
    'Ctrl+KeyN',
    'Ctrl+KeyL',
  ]) {
    it(`leaves ${key} to the browser`, () => {
      expect(() => readKeyMap({ ...defaultBindings, park: key })).to.throw(KeyConflict);
    });
  }
});

describe('a key press', () => {
  it('is an action in a field and outside', () => {
    expect(actionOf(altU, true, keyMap)).to.equal('mark-used');
    expect(actionOf(altU, false, keyMap)).to.equal('mark-used');
  });

  it('is none while Chinese is being composed, however the browser says so', () => {
    expect(actionOf({ ...altU, isComposing: true }, true, keyMap)).to.equal(null);
    expect(actionOf({ ...altU, keyCode: 229, key: 'Process' }, true, keyMap)).to.equal(null);
  });

  it('is the same on every keyboard layout and input method', () => {
    expect(actionOf({ ...altU, key: 'ü' }, true, keyMap)).to.equal('mark-used');
  });

  it('of a bare key is a letter in a field and an action outside', () => {
    const slash = press({ key: '/', code: 'Slash' });
    expect(actionOf(slash, false, keyMap)).to.equal('search');
    expect(actionOf(slash, true, keyMap)).to.equal(null);
  });

  it('with another modifier is another key', () => {
    expect(actionOf({ ...altU, ctrlKey: true }, false, keyMap)).to.equal(null);
    expect(actionOf({ ...altU, metaKey: true }, false, keyMap)).to.equal(null);
  });
});
