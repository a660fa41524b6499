/** ms since the epoch; bridge, exchange and browsers of a test share one machine's clock. */
export interface Span {
  from: number;
  to: number;
}

/** A caller as far as a masked number tells: its first three digits and its last four; null: no number is shown. */
export type Who = string | null;

/** One card as it is drawn. */
export interface ShownCard {
  who: Who;
  phase:
    | 'ringing'
    | 'talking'
    | 'held'
    | 'consulting'
    | 'conference'
    | 'ended'
    | 'elsewhere'
    | 'missed'
    | 'other';
  place: 'front' | 'beside';
  /** drawn as what is so now, not grey */
  live: boolean;
  /** the seat that is said to have answered */
  by: string | null;
  reconciled: boolean;
}

/** What a page showed from `at` on. */
export interface Shown {
  at: number;
  /** links, as the status bar has them */
  bridge: boolean;
  exchange: boolean;
  cards: readonly ShownCard[];
  /** numbers in the columns of the front card that are not its own */
  strangers: readonly string[];
  /** what stands in the field of the record's question */
  written: string;
  /** the state in the status bar */
  state: string;
}

/** A call was told to eyes and ears: the line that screen readers read out came into the page. */
export interface Pop {
  n: number;
  who: Who;
  at: number;
  /** when the browser had drawn it; null: it was taken away before */
  paintedAt: number | null;
  /** it came up without a number, and got it then */
  namedAt: number | null;
}

export interface PageHistory {
  seat: string;
  shown: readonly Shown[];
  pops: readonly Pop[];
  /** when it was last looked at */
  until: number;
}

export function whoOf(number: string): string {
  return `${number.slice(0, 3)}${number.slice(-4)}`;
}

/** What the recorder in a page tells, in order. */
export type Told =
  | ({ told: 'shown' } & Shown)
  | { told: 'pop'; n: number; who: Who; at: number }
  /** whose call it is was known a moment later */
  | { told: 'named'; n: number; who: Who; at: number }
  | { told: 'painted'; n: number; at: number };

/** The page's global function that takes what is told. */
export const TELL = 'tellHistory';

/**
 * Runs in the page. Reads what stands there after every change of it: a commit of React's is seen by the observer before
 * anything else happens in the page, so that nothing that was shown is missed.
 */
export const recorder = `(() => {
  const tell = (what) => window.${TELL}(what);
  const pops = new WeakMap();
  let last = '';
  let count = 0;
  const numbers = /(?<!\\d)1\\d{2}(?:\\*{4}|\\d{4})\\d{4}/g;
  const whoOf = (text) => {
    const found = (text ?? '').match(numbers)?.[0] ?? null;
    return found === null ? null : found.slice(0, 3) + found.slice(-4);
  };
  const bySeat = (text) => /已由 (\\S+) 接听/.exec(text ?? '')?.[1] ?? null;
  const phases = { 'answered-elsewhere': 'elsewhere' };
  const frontOf = () => {
    const head = document.querySelector('.call-head');
    if (head === null) return null;
    const column = head.closest('.call-column');
    const phase = head.dataset.phase;
    return {
      who: whoOf(column.querySelector('.caller-number')?.textContent),
      phase: phases[phase] ?? phase,
      place: 'front',
      live: column.dataset.stale === undefined,
      by: bySeat(column.querySelector('.phase-words')?.textContent),
      reconciled: column.querySelector('.fact-mark') !== null,
    };
  };
  const besideOf = (line) => {
    const words = line.querySelector('strong')?.textContent ?? '';
    const by = bySeat(words);
    const phase = words === '新来电' ? 'ringing' : words === '正在通话' ? 'talking' : by !== null ? 'elsewhere' : 'other';
    const live = line.closest('.beside').dataset.stale === undefined;
    const number = [...line.querySelectorAll('span')].map((part) => whoOf(part.textContent)).find((one) => one !== null);
    return { who: number ?? null, phase, place: 'beside', live, by, reconciled: false };
  };
  const look = () => {
    const at = Date.now();
    for (const line of document.querySelectorAll('[aria-live="assertive"] > p')) {
      const who = whoOf(line.textContent);
      const known = pops.get(line);
      if (known !== undefined) {
        if (who !== known.who) tell({ told: 'named', n: known.n, who, at });
        known.who = who;
        continue;
      }
      const n = (count += 1);
      pops.set(line, { n, who });
      tell({ told: 'pop', n, who, at });
      requestAnimationFrame(() => setTimeout(() => line.isConnected && tell({ told: 'painted', n, at: Date.now() })));
    }
    const front = frontOf();
    const columns = document.querySelector('.columns');
    const texts = columns && document.createTreeWalker(columns, NodeFilter.SHOW_TEXT);
    const strangers = [];
    while (texts?.nextNode())
      for (const one of texts.currentNode.data.match(numbers) ?? []) if (whoOf(one) !== front?.who) strangers.push(one);
    const links = [...document.querySelectorAll('.links .link')].map((link) => link.classList.contains('tone-good'));
    const shown = {
      bridge: links.at(-1) ?? false,
      exchange: links.length > 1 && links[0],
      cards: [...(front === null ? [] : [front]), ...[...document.querySelectorAll('.beside-line')].map(besideOf)],
      strangers,
      written: document.querySelector('#record-question')?.value ?? '',
      state: document.querySelector('.state-button strong')?.textContent ?? '',
    };
    const text = JSON.stringify(shown);
    if (text === last) return;
    last = text;
    tell({ told: 'shown', at, ...shown });
  };
  const watch = () => {
    new MutationObserver(look).observe(document, {
      subtree: true, childList: true, characterData: true, attributes: true,
      attributeFilter: ['class', 'data-phase', 'data-stale', 'data-urgent'],
    });
    addEventListener('input', look);
    look();
  };
  watch();
})();`;
