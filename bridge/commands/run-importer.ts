import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type Delivered, DeliveryRefused, type Whereabouts } from '../../knowledge/content/delivery.ts';
import type { CheckedAttachment } from '../../knowledge/content/entry.ts';
import type { TableKind } from '../../knowledge/import/tables/write-knowledge-table.ts';
import type { Importers, ImportFormat, ImportSource } from '../application/knowledge/importers.ts';
import { importFormats } from './import-formats.ts';

export interface ImportTask extends Omit<ImportSource, 'bytes'> {
  bytes: Uint8Array;
  format: ImportFormat;
}

export type ImportReply =
  | { kind: 'slice'; slice: Delivered[] }
  | { kind: 'end'; mark: string | null }
  | { kind: 'refused'; code: string; at: Whereabouts; words: string };

/** A workbook's shared texts and a batch that is put in order; a file that needs more is none that people fill in. */
const heapMb = 512;
const worker = new URL('./import-worker.ts', import.meta.url);
const attachmentWorker = new URL('./attachment-worker.ts', import.meta.url);

/** All formats, each read on a thread of its own that ends with its delivery. */
export function importers(): Importers {
  const formats = Object.entries(importFormats).map(([format, facts]) => [
    format,
    { ...facts, read: (source: ImportSource) => readOnThread(source, format as ImportFormat) },
  ]);
  return {
    formats: Object.fromEntries(formats) as Importers['formats'],
    templates: {
      article: { ...workbook, name: '政策条目模板', file: '政策条目模板.xlsx', make: () => made('article') },
      faq: { ...workbook, name: '常见问题模板', file: '常见问题模板.xlsx', make: () => made('faq') },
    },
    checkAttachment,
  };
}

async function checkAttachment(name: string, bytes: Uint8Array): Promise<CheckedAttachment> {
  const thread = new Worker(attachmentWorker, {
    workerData: { name, bytes },
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  try {
    const [checked] = (await once(thread, 'message')) as [CheckedAttachment];
    return checked;
  } finally {
    await thread.terminate();
  }
}

const workbook = { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };

async function made(kind: TableKind): Promise<Uint8Array> {
  // Loaded when somebody asks for one: a bridge that starts has no use for it.
  const { writeTemplate } = await import('../../knowledge/import/tables/write-knowledge-table.ts');
  return writeTemplate(kind, 'xlsx');
}

async function* readOnThread(
  { bytes: chunks, ...source }: ImportSource,
  format: ImportFormat,
): AsyncGenerator<Delivered, string | null, undefined> {
  const bytes = await gathered(chunks);
  const task: ImportTask = { ...source, bytes, format };
  const thread = new Worker(worker, {
    workerData: task,
    transferList: [bytes.buffer],
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  try {
    for (;;) {
      const reply = await ask(thread, source.name);
      if (reply.kind === 'end') return reply.mark;
      if (reply.kind === 'refused') throw new DeliveryRefused(reply.code, reply.at, reply.words);
      yield* reply.slice;
    }
  } finally {
    await thread.terminate();
  }
}

function ask(thread: Worker, name: string): Promise<ImportReply> {
  return new Promise((resolve, reject) => {
    const heard = (reply: ImportReply) => {
      stop();
      resolve(reply);
    };
    const failed = (error: unknown) => {
      stop();
      reject(isOutOfMemory(error) ? tooHeavy(name) : error);
    };
    const ended = (code: number) => failed(new Error(`the thread that reads ${name} ended with ${code}`));
    const stop = () => thread.off('message', heard).off('error', failed).off('exit', ended);
    thread.on('message', heard).on('error', failed).on('exit', ended);
    thread.postMessage('next');
  });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function tooHeavy(name: string): DeliveryRefused {
  return new DeliveryRefused(
    'FILE_TOO_HEAVY',
    { in: name, row: null, column: null },
    '文件展开后过大，无法读取，未导入任何内容。请拆成几个文件，并删去图片和空白区域的格式。',
  );
}

async function gathered(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const all: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    all.push(chunk);
    length += chunk.length;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of all) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
