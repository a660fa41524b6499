import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';
import type { PlacedText } from './placed-lines.ts';

/** Reads the text layer of one PDF, in a thread that may be ended at any moment. Posts PdfReport, page by page. */
export type PdfReport =
  | { report: 'page'; page: number; texts: PlacedText[] }
  | { report: 'end' }
  | { report: 'too-many-pages'; pages: number }
  | { report: 'encrypted' }
  | { report: 'damaged' };

export interface PdfTask {
  bytes: Uint8Array;
  mostPages: number;
}

const { bytes, mostPages } = workerData as PdfTask;
const post = (report: PdfReport) => parentPort?.postMessage(report);

try {
  // 0: errors only; PDF.js would write its warnings to the console.
  const document = await getDocumentProxy(bytes, { verbosity: 0 });
  if (document.numPages > mostPages) post({ report: 'too-many-pages', pages: document.numPages });
  else {
    for (let page = 1; page <= document.numPages; page += 1) {
      const sheet = await document.getPage(page);
      const [, bottom = 0, , top = 0] = sheet.view;
      const { items } = await sheet.getTextContent();
      const texts: PlacedText[] = [];
      for (const item of items) {
        if (!('str' in item) || item.str.trim() === '') continue;
        const [, , , scale = 0, x = 0, y = 0] = item.transform as number[];
        const size = item.height || Math.abs(scale) || 1;
        texts.push({ x, y: top - bottom - (y - bottom), size, width: item.width, text: item.str });
      }
      post({ report: 'page', page, texts });
      sheet.cleanup();
    }
    post({ report: 'end' });
  }
} catch (error) {
  const name = error instanceof Error ? error.name : '';
  post({ report: name === 'PasswordException' ? 'encrypted' : 'damaged' });
}
