import { type CheerioAPI, load } from 'cheerio/slim';
import { DomHandler, Parser } from 'htmlparser2';
import { PageUnreadable } from './page-unreadable.ts';

export type Page = CheerioAPI;
/** A node of a page: element, text or what else is there. */
export type PageNode = Exclude<Parameters<typeof load>[0], string | Buffer | readonly unknown[]>;

/** Pages of government sites are 10 to 60 levels deep and have some thousand elements. */
const DEEPEST = 256;
const MOST_ELEMENTS = 200_000;

/**
 * Pages are read by htmlparser2 and not by parse5, which follows the standard in all: there, formatting elements that
 * are never closed multiply with every paragraph, and a page of 1 MB can ask for gigabytes. Depth is bounded, because
 * searching a tree goes down by calls.
 */
class BoundedTree extends DomHandler {
  #depth = 0;
  #elements = 0;

  override onopentag(name: string, attribs: Record<string, string>): void {
    this.#depth += 1;
    this.#elements += 1;
    if (this.#depth > DEEPEST || this.#elements > MOST_ELEMENTS)
      throw new PageUnreadable(
        'PAGE_DEPTH',
        `网页结构异常（${this.#depth > DEEPEST ? '嵌套过深' : '元素过多'}），未读取。请核对该网址，或改用文件导入。`,
      );
    super.onopentag(name, attribs);
  }

  override onclosetag(): void {
    this.#depth -= 1;
    super.onclosetag();
  }
}

/** @throws PageUnreadable PAGE_DEPTH */
export function readHtml(text: string): Page {
  const tree = new BoundedTree();
  const parser = new Parser(tree, {
    decodeEntities: true,
    lowerCaseTags: true,
    lowerCaseAttributeNames: true,
  });
  parser.end(text.replaceAll('\0', ''));
  return load(tree.root as PageNode, { xml: { xmlMode: false, decodeEntities: false } });
}
