import { expect } from 'chai';
import { paced } from '../../../agent-panel/src/link/paced.ts';
import type { Wire, WireListener } from '../../../agent-panel/src/link/wire.ts';

/** A screen that draws when it is told to, and a clock that goes on 3 ms with each text. */
function setUp({ hidden = false } = {}) {
  const heard: string[] = [];
  const pictures: string[][] = [];
  let now = 0;
  let waits: (() => void) | null = null;
  let far: WireListener | undefined;
  const open = paced(
    (listener): Wire => {
      far = listener;
      return { send() {}, close() {} };
    },
    {
      now: () => now,
      drawn(run) {
        if (hidden) run();
        else waits = run;
      },
    },
  );
  const wire = open({
    opened() {},
    text(text) {
      heard.push(text);
      now += 3;
    },
    closed: () => void heard.push('closed'),
  });
  return {
    heard,
    pictures,
    wire,
    comes: (...texts: string[]) => texts.forEach((text) => void far?.text(text)),
    drops: () => far?.closed(),
    draw() {
      pictures.push([...heard]);
      const run = waits;
      waits = null;
      run?.();
    },
  };
}

const texts = Array.from({ length: 9 }, (_, at) => `${at}`);

describe('a wire that lets the browser draw', () => {
  it('reads the first text at once and has it drawn before the next', () => {
    const { comes, heard, draw } = setUp();
    comes(...texts);
    expect(heard).to.deep.equal(['0']);
    draw();
    expect(heard.slice(0, 2)).to.deep.equal(['0', '1']);
  });

  it('reads what waits in goes of some milliseconds, in order, with a picture between', () => {
    const { comes, heard, draw, pictures } = setUp();
    comes(...texts);
    for (let n = 0; n < 4; n += 1) draw();
    expect(heard).to.deep.equal(texts);
    expect(pictures.map(({ length }) => length)).to.deep.equal([1, 4, 7, 9]);
  });

  it('reads at once again after everything was drawn', () => {
    const { comes, heard, draw } = setUp();
    comes('a');
    draw();
    comes('b');
    expect(heard).to.deep.equal(['a', 'b']);
  });

  it('waits for no picture in a tab that nobody sees', () => {
    const { comes, heard } = setUp({ hidden: true });
    comes(...texts);
    expect(heard).to.deep.equal(texts);
  });

  it('hears the last words of a bridge before it says that it is gone', () => {
    const { comes, drops, heard, draw } = setUp();
    comes('a', 'b', 'goodbye');
    drops();
    draw();
    expect(heard).to.deep.equal(['a', 'b', 'goodbye', 'closed']);
  });

  it('hands on nothing after it was closed here', () => {
    const { comes, wire, heard, draw } = setUp();
    comes('a', 'b');
    wire.close();
    draw();
    comes('c');
    expect(heard).to.deep.equal(['a']);
  });
});
