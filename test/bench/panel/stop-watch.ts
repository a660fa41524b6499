/** What the watch in a page tells of its last pop or question, in ms. */
export interface Lap {
  /** from the event that began it to the picture on the screen */
  ms: number;
  /** from the question's leaving to the picture; NaN: nothing was asked */
  fromAskedMs: number;
  /** from the answer's arrival to the picture; NaN: nothing was asked */
  fromAnswerMs: number;
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
 * Runs in a page before its own code, and hears each frame before the page does. When the caller was drawn the browser itself
 * tells (Element Timing, `renderTime`): what a page does after a frame would wait behind two hundred others. Answers are
 * looked for once a frame, before the page's own callbacks of it: what stands there is drawn by the end of that frame, which a
 * task after it tells, or the next frame, whichever comes first.
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
        if (waits.for === 'pop' && waits.from === null && data.includes(waits.number)) {
          waits.from = performance.now();
        }
        if (waits.for === 'answers' && asked !== null && data.includes('"type":"result"') && data.includes(asked.id)) {
          waits.answered = performance.now();
          look(waits);
        }
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
  const stands = () => waits.answered !== null && document.querySelector(${JSON.stringify(answers)}) !== null;
  const caller = () => document.querySelector(${JSON.stringify(caller)});
  // Marked as soon as it is in the page, which is before it is drawn: the browser then tells when it was.
  new MutationObserver(() => {
    if (waits?.for === 'pop' && caller()?.textContent.includes(waits.number))
      for (const part of [caller(), ...caller().children]) part.setAttribute('elementtiming', 'caller');
  }).observe(document, { childList: true, characterData: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const { element, renderTime } of list.getEntries()) {
      if (waits?.for !== 'pop' || waits.from === null || !element?.textContent.includes(waits.number)) continue;
      const mine = waits;
      waits = null;
      mine.done({ ms: renderTime - mine.from, fromAskedMs: Number.NaN, fromAnswerMs: Number.NaN });
    }
  }).observe({ type: 'element' });
  const look = (mine) => requestAnimationFrame(() => {
    if (waits !== mine) return;
    if (!stands()) return look(mine);
    const painted = () => {
      if (waits !== mine) return;
      const at = performance.now();
      waits = null;
      const fromAskedMs = asked === null ? Number.NaN : at - asked.at;
      mine.done({ ms: at - mine.from, fromAskedMs, fromAnswerMs: at - (mine.answered ?? Number.NaN) });
    };
    requestAnimationFrame(painted);
    setTimeout(painted);
  });
  addEventListener('keydown', (event) => {
    if (waits?.for === 'answers') waits.lastKey = event.timeStamp;
  }, true);
  addEventListener('input', ({ target }) => {
    if (waits?.for === 'answers' && target.value === waits.text) waits.from = waits.lastKey;
  }, true);
  const wait = (what) => {
    asked = null;
    const { promise, resolve } = Promise.withResolvers();
    waits = { from: null, ...what, done: resolve };
    window.lap = promise;
  };
  window.waitForPop = (number) => wait({ for: 'pop', number });
  window.waitForAnswers = (text) => wait({ for: 'answers', text, answered: null, lastKey: null });
})();`;
}
