import type { GuideContent } from '../../knowledge/content/entry.ts';
import { chinaDay } from '../domain/figures/period.ts';
import { may } from '../domain/people/role.ts';
import type { KnowledgeStore } from './knowledge-store.ts';
import type { Clock } from './ports.ts';
import { noRight, type Refused } from './result.ts';
import type { Account } from './store.ts';

/** 公开指南 of one organ, as it is in use. */
export interface Guide {
  entryId: string;
  rev: number;
  /** ms since the epoch */
  publishedAt: number;
  content: GuideContent;
}

const pageLength = 100;
const mostGuides = 30;

/** Which organ takes an application, and by which ways: by the names people call it, nearest region first. */
export class FindGuides {
  readonly #store: KnowledgeStore;
  readonly #clock: Clock;
  #known: { position: number; guides: readonly Guide[] } | null = null;

  constructor(needs: { store: KnowledgeStore; clock: Clock }) {
    this.#store = needs.store;
    this.#clock = needs.clock;
  }

  /** `text` empty: all of the region and of what is above it. */
  async find(
    account: Account,
    { text, regionCode }: { text: string; regionCode: string },
  ): Promise<Refused | { guides: Guide[]; total: number }> {
    if (!may(account.roles, 'search-answers')) return noRight;
    const today = chinaDay(this.#clock.now());
    const meant = (await this.#all())
      .filter(({ content }) => isInUse(content, today) && isCalled(content, text))
      .map((guide) => ({ guide, distance: distanceOf(guide.content.regionCode, regionCode) }))
      // Who asks for an organ by name may mean one of another district; who names none means those at hand.
      .filter(({ distance }) => text.trim() !== '' || distance < elsewhere)
      .sort(
        (one, other) =>
          one.distance - other.distance || (one.guide.content.organ < other.guide.content.organ ? -1 : 1),
      );
    return { guides: meant.slice(0, mostGuides).map(({ guide }) => guide), total: meant.length };
  }

  /** Read anew only when something was published or withdrawn. */
  async #all(): Promise<readonly Guide[]> {
    const position = await this.#store.position();
    if (this.#known?.position === position) return this.#known.guides;
    const guides: Guide[] = [];
    for (let offset = 0; ; offset += pageLength) {
      const page = await this.#store.published({ kind: 'guide' }, { offset, limit: pageLength });
      for (const { entryId } of page.entries) {
        const entry = await this.#store.publishedEntry(entryId);
        if (entry === null) continue;
        const { rev, publishedAt, version } = entry;
        const { content } = version;
        if (content.kind === 'guide') guides.push({ entryId, rev, publishedAt, content });
      }
      if (offset + pageLength >= page.total) break;
    }
    this.#known = { position, guides };
    return guides;
  }
}

function isInUse({ validFrom, validTo }: GuideContent, today: string): boolean {
  return (validFrom === null || validFrom <= today) && (validTo === null || today < validTo);
}

/** 住建局 for 住房和城乡建设局: each sign of what is said stands in the name, in that order. Words apart by blanks must all fit. */
function isCalled({ organ, office }: GuideContent, text: string): boolean {
  const name = `${organ}${office}`;
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .every((word) => {
      let at = -1;
      for (const sign of word) {
        at = name.indexOf(sign, at + 1);
        if (at < 0) return false;
      }
      return true;
    });
}

/** farther than any region above */
const elsewhere = 9;

/** 0: the same region; else how many levels above it (430102 芙蓉区, 430100 长沙市, 430000 湖南省, 000000). */
function distanceOf(region: string, from: string): number {
  if (region === from) return 0;
  const above = [`${from.slice(0, 6)}`, `${from.slice(0, 4)}00`, `${from.slice(0, 2)}0000`, '000000'];
  const at = above.indexOf(region);
  return at < 0 ? elsewhere : at + 1;
}
