import { expect } from 'chai';
import { inOwnKeys, keyMap, takeKeys } from '../../../agent-panel/src/keys/keymap.ts';
import { actionOf, type Press } from '../../../agent-panel/src/keys/press.ts';
import { words } from '../../../agent-panel/src/pages/operator/words.ts';
import {
  type Bindings,
  bindingsWith,
  defaultBindings,
  KeyConflict,
  ownBindings,
  readKeyMap,
} from '../../../bridge/domain/keys/bindings.ts';

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

describe('keys that a site chooses itself', () => {
  afterEach(() => takeKeys({}));

  it('are written as people write them, and take the place of the panel’s own', () => {
    const own = bindingsWith({
      'mark-used': 'Alt+Shift+u',
      hold: 'F10',
      save: 'Ctrl+Shift+Enter',
      tag: 'Alt+/',
    });
    expect(own).to.deep.equal({
      ...defaultBindings,
      'mark-used': 'Alt+Shift+KeyU',
      hold: 'F10',
      save: 'Ctrl+Shift+Enter',
      tag: 'Alt+Slash',
    });
  });

  it('are what the page listens to and what its words say', () => {
    takeKeys({ ...bindingsWith({ 'mark-used': 'Alt+D' }), 'of-a-later-version': 'Alt+KeyF' });
    expect(actionOf({ ...altU, key: 'd', code: 'KeyD' }, true, keyMap)).to.equal('mark-used');
    expect(actionOf(altU, true, keyMap)).to.be.null;
    expect(words.answers.keysHint()).to.contain('Alt+D 已用');
    expect(words.record.noAnswers()).to.contain('按 Alt+D 标记');
  });

  it('stand in what the bridge and the rules of a record say, too', () => {
    const said = '还有未保存的登记，不能示闲。请保存（Ctrl+Enter），或先暂存（Alt+P）。';
    expect(inOwnKeys(said)).to.equal(said);
    takeKeys(bindingsWith({ park: 'F10', 'function-1': 'Alt+P' }));
    expect(inOwnKeys(said)).to.equal('还有未保存的登记，不能示闲。请保存（Ctrl+Enter），或先暂存（F10）。');
    expect(inOwnKeys('按 Alt+1 或 Alt+10')).to.equal('按 Alt+P 或 Alt+10');
  });

  it('may change places with each other', () => {
    const own = bindingsWith({ hold: 'F8', mute: 'F4' });
    expect([own.hold, own.mute]).to.deep.equal(['F8', 'F4']);
    expect(ownBindings(own), 'what the page is told').to.deep.equal({ hold: 'F8', mute: 'F4' });
    expect(ownBindings(defaultBindings)).to.deep.equal({});
  });

  for (const [what, own, said] of [
    ['no action of the panel', { used: 'Alt+U' }, /没有“used”这个操作，可写：answer、/],
    ['a bare letter', { park: 'p' }, /“p”不能作 park 的键/],
    ['nothing at all', { park: '' }, /不能作 park 的键/],
    ['a key that is no key', { park: 'Alt+Foo' }, /不能作 park 的键/],
    ['the browser’s key', { park: 'Ctrl+W' }, /Ctrl\+W 是浏览器自用的键/],
    ['the key of copying', { park: 'Ctrl+C' }, /Ctrl\+C 用于复制/],
    ['a key that is taken', { park: 'Alt+U' }, /Alt\+U 同时分配给 mark-used 和 park/],
  ] as const)
    it(`are refused with words: ${what}`, () => {
      expect(() => bindingsWith(own)).to.throw(KeyConflict, said);
    });
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
