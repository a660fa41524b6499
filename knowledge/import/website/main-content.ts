import { isRead, linesOf } from './page-text.ts';
import type { Page, PageNode } from './read-html.ts';

/** Where the systems that most government sites are made with put the text: TRS, 国务院 UCAP, 大汉, 博达. */
const USUAL = [
  '.TRS_Editor',
  '.trs_editor_view',
  '.TRS_UEDITOR',
  '#UCAP-CONTENT',
  '.pages_content',
  '#zoom',
  '#Zoom',
  '#vsb_content',
  '.v_news_content',
  '.article-content',
  '.article_content',
  '.article-con',
  '#mainText',
  'article',
];
const SHORTEST = 30;
/** The text goes on in a child as long as the child holds this much of it. */
const SHARE = 0.75;

/**
 * The part of a page that is the text itself, without menus and footers: as configured, else in a usual place, else
 * the innermost element that holds nearly all words which are no links. Null for a page without text.
 */
export function mainContent(page: Page, selector: string | null): PageNode | null {
  if (selector !== null) return longest(page(selector).toArray(), 1);
  return longest(page(USUAL.join(', ')).toArray(), SHORTEST) ?? densest(page);
}

function longest(nodes: readonly PageNode[], least: number): PageNode | null {
  let best: PageNode | null = null;
  let most = least - 1;
  const looked = new Set<PageNode>();
  for (const node of nodes) {
    // What lies in another of them is a part of it.
    if (!isRead(node) || liesIn(node, looked)) continue;
    looked.add(node);
    const length = linesOf(node).join('').length;
    if (length > most) {
      best = node;
      most = length;
    }
  }
  return best;
}

function liesIn(node: PageNode, outer: ReadonlySet<PageNode>): boolean {
  for (let at: PageNode | null = node.parent; at !== null; at = at.parent) if (outer.has(at)) return true;
  return false;
}

function densest(page: Page): PageNode | null {
  const weights = new Map<PageNode, number>();
  const root: PageNode | undefined = page('body').toArray()[0] ?? page.root().toArray()[0];
  if (root === undefined || weigh(root, weights) < SHORTEST) return null;
  let at: PageNode = root;
  for (;;) {
    const all: number = weights.get(at) ?? 0;
    const next: PageNode | undefined = childrenOf(at).find(
      (child) => (weights.get(child) ?? 0) >= all * SHARE,
    );
    if (next === undefined || next.type === 'text' || childrenOf(next).length === 0) return at;
    at = next;
  }
}

/** Signs outside of links. */
function weigh(node: PageNode, weights: Map<PageNode, number>): number {
  let weight = 0;
  if (node.type === 'text') weight = node.data.replace(/\s+/g, '').length;
  else if (node.type === 'root' || (isRead(node) && node.name !== 'a'))
    for (const child of childrenOf(node)) weight += weigh(child, weights);
  weights.set(node, weight);
  return weight;
}

function childrenOf(node: PageNode): readonly PageNode[] {
  return 'children' in node ? node.children : [];
}
