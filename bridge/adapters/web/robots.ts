/**
 * robots.txt, RFC 9309. Crawl-delay is no part of it, but many sites write it and mean it.
 */
export interface RobotsRules {
  /** in the order of the file */
  rules: readonly RobotsRule[];
  /** ms; null where none is asked for */
  crawlDelayMs: number | null;
}

interface RobotsRule {
  allow: boolean;
  pattern: string;
}

interface Group {
  agents: string[];
  rules: RobotsRule[];
  crawlDelayMs: number | null;
}

export const allowAll: RobotsRules = { rules: [], crawlDelayMs: null };

const LINE = /^[ \t]*([a-z-]+)[ \t]*:[ \t]*(.*?)[ \t]*$/i;

/** `product` is the name that we bear in robots.txt. §2.2.1: all groups that name it are one; else those for `*`. */
export function readRobots(text: string, product: string): RobotsRules {
  const groups = groupsOf(text);
  const name = product.toLowerCase();
  const own = groups.filter(({ agents }) => agents.includes(name));
  const mine = own.length > 0 ? own : groups.filter(({ agents }) => agents.includes('*'));
  const delays = mine.flatMap(({ crawlDelayMs }) => (crawlDelayMs === null ? [] : [crawlDelayMs]));
  return {
    rules: mine.flatMap(({ rules }) => rules),
    crawlDelayMs: delays.length === 0 ? null : Math.max(...delays),
  };
}

function groupsOf(text: string): Group[] {
  const groups: Group[] = [];
  let namesOpen = false;
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)) {
    const [, key = '', value = ''] = LINE.exec(line.replace(/#.*$/, '')) ?? [];
    const group = groups.at(-1);
    switch (key.toLowerCase()) {
      case 'user-agent': {
        const agent = value.toLowerCase();
        if (namesOpen && group !== undefined) group.agents.push(agent);
        else groups.push({ agents: [agent], rules: [], crawlDelayMs: null });
        namesOpen = true;
        break;
      }
      case 'allow':
      case 'disallow':
        namesOpen = false;
        // An empty Disallow forbids nothing.
        if (value !== '') group?.rules.push({ allow: key.toLowerCase() === 'allow', pattern: evened(value) });
        break;
      case 'crawl-delay':
        namesOpen = false;
        if (group !== undefined && /^\d{1,6}(\.\d{1,3})?$/.test(value))
          group.crawlDelayMs = Number(value) * 1000;
        break;
      default:
        // Sitemap and what nobody knows do not end a group (§2.2.4).
        break;
    }
  }
  return groups;
}

/** §2.2.2: the longest pattern that fits decides; of two as long, Allow. `path` with its query. */
export function mayVisit({ rules }: RobotsRules, path: string): boolean {
  const asked = evened(path);
  if (asked === '/robots.txt') return true;
  let best: RobotsRule | null = null;
  for (const rule of rules) {
    if (!fits(rule.pattern, asked)) continue;
    const longer = best === null || rule.pattern.length > best.pattern.length;
    if (longer || (rule.pattern.length === best?.pattern.length && rule.allow)) best = rule;
  }
  return best?.allow ?? true;
}

/** Pattern and path are compared octet by octet: what is written plainly or encoded is made the same. */
function evened(path: string): string {
  return path
    .replace(/[^\u0021-\u007e]+/gu, (signs) => encodeURIComponent(signs.toWellFormed()))
    .replace(/%[0-9a-f]{2}/gi, (octet) => {
      const sign = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
      return /[A-Za-z0-9\-._~]/.test(sign) ? sign : octet.toUpperCase();
    });
}

/** `*` is any signs, `$` at the end is the end. Piece by piece from the left, so that no pattern can make it slow. */
function fits(pattern: string, path: string): boolean {
  const whole = pattern.endsWith('$');
  const pieces = (whole ? pattern.slice(0, -1) : pattern).split('*');
  const [first = ''] = pieces;
  if (!path.startsWith(first)) return false;
  if (pieces.length === 1) return !whole || path.length === first.length;
  let at = first.length;
  const last = pieces.at(-1) ?? '';
  for (const piece of pieces.slice(1, -1)) {
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return whole ? path.endsWith(last) && path.length - last.length >= at : path.indexOf(last, at) >= 0;
}
