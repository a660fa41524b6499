import type { Page } from 'playwright-core';
import type { PackAnswer } from '../../bridge/protocol/pack.ts';
import { fund, type Law, petitions, residence } from './sample-answers.ts';

/** A knowledge pack for the stub bridge, from the texts that the product ships. */
export function samplePack(): PackAnswer {
  const laws: [Law, string[], string[]][] = [
    [fund, ['第二十四条', '第二十五条'], ['公积金能取出来付房租吗', '租房提取公积金要什么条件']],
    [residence, ['第十条', '第二条'], ['居住证到期怎么续', '居住证签注']],
    [petitions, ['第十七条'], ['信访怎么提出']],
  ];
  const pack: PackAnswer['pack'] = {
    builtOn: '2026-11-24',
    dataAsOf: '2026-11-01',
    regionCode: '430100',
    texts: [],
    clauses: [],
    answers: [],
    synonyms: [{ spoken: '房租', written: ['租金'] }],
  };
  for (const [{ article }, numbers, questions] of laws) {
    const text = pack.texts.length;
    const { articleId, rev, title, docNo, issuer, level, regionCode, validity, dataAsOf } = article;
    const periods = [{ from: '2026-11-24', is: validity }];
    pack.texts.push({
      articleId,
      rev,
      title,
      docNo,
      issuer,
      level,
      regionCode,
      dataAsOf,
      validity: periods,
      notice: [],
    });
    const clauses = numbers.map((no) => {
      const clause = article.clauses.find((one) => one.no === no);
      if (clause === undefined) throw new Error(`${title} has no ${no}`);
      return pack.clauses.push({ text, no, heading: clause.heading, words: clause.text, validity: null }) - 1;
    });
    pack.answers.push({
      questions,
      clauses,
      spoken: {
        faqId: `FAQ-${articleId}`,
        text: `依据《${title}》${numbers[0]}，符合条件的可以办理。`,
        on: clauses.slice(0, 1),
        says: [{ from: '2026-11-24', is: { note: null } }],
        notice: [],
      },
    });
  }
  return { pack, warnAfterDays: 3, basis: '本站约定' };
}

/** For a page to evaluate: whether the pack lies on its disk. */
export const lookForIt = `new Promise((resolve) => {
  const opening = indexedDB.open('yihaoda-pack', 1);
  opening.onupgradeneeded = () => opening.transaction.abort();
  opening.onerror = () => resolve(false);
  opening.onsuccess = () => {
    const asked = opening.result.transaction('pack').objectStore('pack').get('facts');
    asked.onsuccess = () => { opening.result.close(); resolve(asked.result !== undefined); };
  };
})`;

/** The page has put the pack down on its disk, and the thread that looks it up is there. */
export async function packIsHere(page: Page): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (page.workers().length > 0 && (await page.evaluate(lookForIt))) return;
    await page.waitForTimeout(50);
  }
  throw new Error('the pack never came');
}
