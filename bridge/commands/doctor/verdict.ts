import { type HopTold, hops } from './hops.ts';
import type { Words } from './trouble.ts';
import type { TroubleWords } from './words/told.ts';

const marks = { ok: '✓', failed: '✗', skipped: '–' } as const;

/** One hop as it is printed: Chinese, English under it, and under a failure what to do next. */
export function hopLines(told: HopTold): string[] {
  const { hop } = told;
  const place = hops.indexOf(hop) + 1;
  const head = `${marks[told.outcome]} ${String(place).padStart(2)} ${hop.zh}`;
  const indent = '     ';
  switch (told.outcome) {
    case 'ok':
      return [`${head}：${told.words.zh}`, `${indent}${hop.en}: ${told.words.en}`];
    case 'failed':
      return [
        // Mistakes in a file come a line each.
        `${head}：${told.words.zh.replaceAll('\n', `\n${indent}`)}`,
        `${indent}下一步：${told.remedy.zh}`,
        `${indent}${hop.en}: ${told.words.en}`,
        `${indent}next: ${told.remedy.en}`,
      ];
    case 'skipped':
      return told.because === 'demo'
        ? [`${head}：未查，演示没有真实交换机 · ${hop.en}: not looked at, a demo has no exchange`]
        : [`${head}：未查，因“${told.because.zh}”未通过 · ${hop.en}: not looked at`];
    default:
      return told satisfies never;
  }
}

/** What was begun and could not be taken back: somebody has to do it by hand. */
export function leftLines({ what, remedy }: TroubleWords): string[] {
  return [
    `✗    没有收回：${what.zh}`,
    `     请手工处理：${remedy.zh}`,
    `     not taken back: ${what.en}`,
    `     do it by hand: ${remedy.en}`,
  ];
}

/** What it all comes to, and the exit code. */
export function verdictOf(told: readonly HopTold[]): { words: Words; code: 0 | 1 } {
  const failed = told.filter((one) => one.outcome === 'failed');
  const [first] = failed;
  if (first?.outcome === 'failed') {
    const { hop, words, remedy } = first;
    const more = failed.slice(1).map((one) => one.hop);
    const moreZh = more.length === 0 ? '' : `另有未通过：${more.map(({ zh }) => zh).join('、')}。`;
    const moreEn = more.length === 0 ? '' : ` Also failed: ${more.map(({ en }) => en).join(', ')}.`;
    return {
      words: {
        zh: `结论：断在第 ${hops.indexOf(hop) + 1} 步“${hop.zh}”：${firstLine(words.zh)}。下一步：${remedy.zh}。${moreZh}`,
        en: `Verdict: it stops at hop ${hops.indexOf(hop) + 1}, ${hop.en}: ${words.en}. Next: ${remedy.en}.${moreEn}`,
      },
      code: 1,
    };
  }
  if (told.some((one) => one.outcome === 'skipped'))
    return {
      words: {
        zh: '结论：这是演示，没有真实交换机，没有放测试来电；话务桥、登录和页面已检查，均正常。检查真实通路请加 --config hotline.yaml --seat 座席号。',
        en: 'Verdict: this is a demo without an exchange, and no call was played; bridge, sign-in and page are in order. For the real way give --config hotline.yaml --seat SEAT.',
      },
      code: 0,
    };
  return {
    words: {
      zh: '结论：从交换机到页面的弹屏通路完好。运营商中继到交换机这一段不在其中，请用手机拨一次热线号码确认。',
      en: 'Verdict: the way from the exchange to the page is whole. The carrier’s trunk is not part of it: dial the number once from a mobile.',
    },
    code: 0,
  };
}

function firstLine(text: string): string {
  const [first = '', ...more] = text.split('\n');
  return more.length === 0 ? first : `${first} …`;
}
