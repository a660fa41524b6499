/** What the watch in a page tells of its last pop or question, in ms. */
export interface Lap {
  /** from the event that began it to the picture on the screen */
  ms: number;
  /** from the question's leaving to the picture; null: nothing was asked */
  fromAskedMs: number | null;
}

/** Where the pages have what is waited for. */
export interface Places {
  /** the caller's number */
  caller: string;
  /** stands there while the answers to the last question do */
  answers: string;
}

export const panelPlaces: Places = {
  caller: '.caller-number',
  answers: '.hit-list:not([data-old]) .hit',
};
export const emptyPlaces: Places = { caller: '#line', answers: '#line' };

/**
 * Runs in a page before its own code. It hears each frame before the page does, looks after every change of the page, and
 * takes as painted what stood there when a frame began to be drawn and is over: told by a task after it or by the next
 * frame, whichever comes first, for the task waits behind all that is queued.
 */
export function stopWatch({ caller, answers }: Places): string {
  return `(() => {
  let waits = null;
  let asked = null;
  const Real = WebSocket;
  window.WebSocket = class extends Real {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (waits === null) return;
        if (waits.for === 'pop' && waits.from === null && data.includes(waits.number)) waits.from = performance.now();
        if (waits.for === 'answers' && asked !== null && data.includes('"type":"result"') && data.includes(asked.id))
          waits.answered = true;
      });
    }
    send(data) {
      if (waits?.for === 'answers') {
        const { id, command } = JSON.parse(data);
        if (command?.type === 'search' && command.text === waits.text) asked = { id, at: performance.now() };
      }
      super.send(data);
    }
  };
  const stands = () =>
    waits.for === 'pop'
      ? document.querySelector(${JSON.stringify(caller)})?.textContent.includes(waits.number)
      : waits.answered && document.querySelector(${JSON.stringify(answers)}) !== null;
  const look = () => {
    if (waits === null || waits.from === null || waits.drawn || !stands()) return;
    waits.drawn = true;
    const { from, done } = waits;
    const painted = () => {
      if (waits?.done !== done) return;
      const at = performance.now();
      waits = null;
      done({ ms: at - from, fromAskedMs: asked && at - asked.at });
    };
    requestAnimationFrame(() => {
      requestAnimationFrame(painted);
      setTimeout(painted);
    });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  addEventListener('keydown', (event) => {
    if (waits?.for === 'answers') waits.lastKey = event.timeStamp;
  }, true);
  addEventListener('input', ({ target }) => {
    if (waits?.for === 'answers' && target.value === waits.text) waits.from = waits.lastKey;
  }, true);
  const wait = (what) => {
    asked = null;
    const { promise, resolve } = Promise.withResolvers();
    waits = { from: null, drawn: false, ...what, done: resolve };
    window.lap = promise;
  };
  window.waitForPop = (number) => wait({ for: 'pop', number });
  window.waitForAnswers = (text) => wait({ for: 'answers', text, answered: false, lastKey: null });
})();`;
}
