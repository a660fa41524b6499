import { Worker } from 'node:worker_threads';
import { DeliveryRefused } from '../../content/delivery.ts';
import { type DocumentLines, MOST_CHARACTERS } from './document-lines.ts';
import type { PdfReport, PdfTask } from './pdf-worker.ts';
import { placedLines } from './placed-lines.ts';

/** What reading one PDF may cost; a PDF can ask for any amount of time and memory. */
export interface PdfLimits {
  pages: number;
  wholeMs: number;
  /** MB of JavaScript objects */
  heapMb: number;
  /** MB of buffers, which no resource limit of a thread counts: inflated streams lie there */
  buffersMb: number;
}

export const usualPdfLimits: PdfLimits = { pages: 500, wholeMs: 60_000, heapMb: 256, buffersMb: 384 };

const LOOK_EVERY_MS = 25;
/** Of the signs of a page, those that no font table explains. */
const GARBLED_SHARE = 0.2;

/**
 * The text layer of a PDF by PDF.js (unpdf), in a thread of its own that is ended when it takes too long or too much.
 * @throws DeliveryRefused DOC_ENCRYPTED, DOC_DAMAGED, DOC_PAGES, DOC_NO_TEXT, DOC_GARBLED, DOC_TOO_LONG, DOC_TOO_COSTLY
 */
export async function readPdf(
  bytes: Uint8Array,
  fileName: string,
  limits: PdfLimits = usualPdfLimits,
): Promise<DocumentLines> {
  const refuse = (code: string, words: string) =>
    new DeliveryRefused(code, { in: fileName, row: null, column: null }, words);
  const lines: string[] = [];
  const empty: number[] = [];
  let characters = 0;
  let garbled = 0;
  const costly = () =>
    refuse(
      'DOC_TOO_COSTLY',
      `读取此 PDF 超出时间（${limits.wholeMs / 1000} 秒）或内存上限，已中止。请用办公软件另存为 docx 后再导入。`,
    );
  const take = (report: PdfReport): DeliveryRefused | 'more' | 'end' => {
    switch (report.report) {
      case 'page': {
        if (report.texts.length === 0) empty.push(report.page);
        for (const line of placedLines(report.texts)) {
          characters += line.length;
          garbled += line.match(/[\p{Co}\p{Cn}\ufffd]|\p{Cc}/gu)?.length ?? 0;
          lines.push(line);
        }
        return characters > MOST_CHARACTERS
          ? refuse(
              'DOC_TOO_LONG',
              `文档超过 ${MOST_CHARACTERS / 10_000} 万字，一次读不完。请拆分后分别导入。`,
            )
          : 'more';
      }
      case 'end':
        return 'end';
      case 'too-many-pages':
        return refuse('DOC_PAGES', `文档有 ${report.pages} 页，多于 ${limits.pages} 页。请拆分后分别导入。`);
      case 'encrypted':
        return refuse('DOC_ENCRYPTED', 'PDF 设有打开密码，无法读取。请取消密码后另存一份再导入。');
      case 'damaged':
        return refuse('DOC_DAMAGED', 'PDF 已损坏或不完整，无法读取。请重新导出后再导入。');
      default:
        return report satisfies never;
    }
  };
  await runWorker({ bytes, mostPages: limits.pages }, limits, take, costly);
  if (lines.length === 0)
    throw refuse(
      'DOC_NO_TEXT',
      '此 PDF 为扫描件，没有文字层。请提供由办公软件生成的版本（docx、ofd 或可选中文字的 pdf）。',
    );
  if (garbled > characters * GARBLED_SHARE)
    throw refuse('DOC_GARBLED', '此 PDF 的字体没有文字对照表，读出的是乱码。请提供 docx 版本。');
  const notes =
    empty.length === 0
      ? []
      : [
          {
            code: 'DOC_PAGES_WITHOUT_TEXT',
            words: `第 ${empty.slice(0, 20).join('、')}${empty.length > 20 ? ' …' : ''} 页没有文字层（可能是扫描页或图片），未读取。其中如有条文，请补录。`,
          },
        ];
  return { lines, notes };
}

/** Until `take` has enough. */
async function runWorker(
  task: PdfTask,
  limits: PdfLimits,
  take: (report: PdfReport) => DeliveryRefused | 'more' | 'end',
  costly: () => DeliveryRefused,
): Promise<void> {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    // What the library says goes nowhere.
    stdout: true,
    stderr: true,
  });
  let late: NodeJS.Timeout | undefined;
  let look: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      late = setTimeout(() => reject(costly()), limits.wholeMs);
      const watch = async () => {
        // Asked of the thread by interrupt: it answers while it computes. After its end it rejects; then nobody waits.
        const used = await worker.getHeapStatistics().catch(() => null);
        if (used === null) return;
        if (used.external_memory > limits.buffersMb * 1024 * 1024) reject(costly());
        else look = setTimeout(() => void watch(), LOOK_EVERY_MS);
      };
      worker.once('online', () => void watch());
      worker.on('message', (report: PdfReport) => {
        const taken = take(report);
        if (taken === 'end') resolve();
        else if (taken !== 'more') reject(taken);
      });
      // Out of its own heap: ERR_WORKER_OUT_OF_MEMORY. Anything else that ends it is the document's doing too.
      worker.once('error', () => reject(costly()));
      worker.once('exit', () => reject(costly()));
    });
  } finally {
    clearTimeout(late);
    clearTimeout(look);
    await worker.terminate();
  }
}
