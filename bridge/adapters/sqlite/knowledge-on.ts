import { createHash, randomUUID } from 'node:crypto';
import type { KnowledgeStore } from '../../application/knowledge-store.ts';
import type { KnowledgeReaderCalls, KnowledgeWriterCalls } from './knowledge-protocol.ts';
import { trialsOn } from './trials-on.ts';

/** Bytes of a file that one transaction takes: a few milliseconds of the thread that saves records. */
const partBytes = 256 * 1024;

/** How the calls are done: by the bridge's threads, or by a command beside it. */
export interface KnowledgeThreads {
  write<K extends keyof KnowledgeWriterCalls>(
    call: K,
    argument: KnowledgeWriterCalls[K]['argument'],
  ): Promise<KnowledgeWriterCalls[K]['answer']>;
  read<K extends keyof KnowledgeReaderCalls>(
    call: K,
    argument: KnowledgeReaderCalls[K]['argument'],
  ): Promise<KnowledgeReaderCalls[K]['answer']>;
  now(): number;
}

export function knowledgeOn({ write, read, now }: KnowledgeThreads): KnowledgeStore {
  const uploadIdOf = async (sha256: string) => (await read('knowledge.attachment', { sha256 }))?.uploadId;
  return {
    act: (wish) => write('knowledge.act', { wish, at: now() }),
    list: (filter, day, page) => read('knowledge.list', { filter, day, page }),
    entry: (entryId, day) => read('knowledge.entry', { entryId, day }),
    versions: (entryId) => read('knowledge.versions', { entryId }),
    version: (entryId, rev) => read('knowledge.version', { entryId, rev }),
    history: (entryId, limit) => read('knowledge.history', { entryId, limit }),

    async *answering() {
      for (let after = ''; ; ) {
        const slice = await read('knowledge.answering-after', { after });
        const last = slice.at(-1);
        if (last === undefined) return;
        yield slice;
        after = last.entryId;
      }
    },
    position: () => read('knowledge.position', null),
    changesAfter: (position) => read('knowledge.changes-after', { position }),
    published: (filter, page) => read('knowledge.published', { filter, page }),
    publishedEntry: (entryId) => read('knowledge.published-entry', { entryId }),
    dayChanges: (period) => read('knowledge.day-changes', period),
    async withdrawDue(day) {
      let count = 0;
      for (;;) {
        const some = await write('knowledge.withdraw-due', { day, at: now() });
        if (some === 0) return count;
        count += some;
      }
    },

    compare: (system, delivered) => read('knowledge.compare', { system, delivered }),
    lastMark: (system) => read('knowledge.last-mark', { system }),
    supersessions: () => read('knowledge.supersessions', null),
    async beginBatch(batch) {
      await write('knowledge.begin-batch', { batch });
    },
    async stage(slice) {
      await write('knowledge.stage', { slice, at: now() });
    },
    take: (taking) => write('knowledge.take', { ...taking, at: now() }),
    async drop(batchId) {
      await write('knowledge.drop', { batchId });
    },
    undo: (undoing) => write('knowledge.undo', { ...undoing, at: now() }),
    pass: (pass) => write('knowledge.pass', { pass, at: now() }),
    batch: (batchId) => read('knowledge.batch', { batchId }),
    batches: (unitIds, page) => read('knowledge.batches', { unitIds, page }),
    batchRows: (batchId, outcome, page) => read('knowledge.batch-rows', { batchId, outcome, page }),

    async addTask(task) {
      await write('knowledge.add-task', { task });
    },
    changeTask: (change) => write('knowledge.change-task', change),
    task: (taskId) => read('knowledge.task', { taskId }),
    tasks: (filter, page) => read('knowledge.tasks', { filter, page }),
    async addReviewTasks(day) {
      let count = 0;
      for (;;) {
        const some = await write('knowledge.add-review-tasks', { day, at: now() });
        if (some === 0) return count;
        count += some;
      }
    },

    async noteSearch(search) {
      await write('knowledge.note-search', { search });
    },
    usage: (from, to) => read('knowledge.usage', { from, to }),
    adoptions: (from, limit) => read('knowledge.adoptions', { from, limit }),

    async addAttachment(mediaType, parts) {
      const uploadId = randomUUID();
      const digest = createHash('sha256');
      let [partNo, bytes] = [0, 0];
      for await (const part of inParts(parts)) {
        digest.update(part);
        bytes += part.length;
        await write('knowledge.add-attachment-part', { uploadId, partNo, bytes: part, at: now() });
        partNo += 1;
      }
      const file = { sha256: digest.digest('hex'), mediaType, bytes };
      return write('knowledge.add-attachment', { uploadId, file, at: now() });
    },
    async attachment(sha256) {
      const found = await read('knowledge.attachment', { sha256 });
      if (found === null) return null;
      const { mediaType, bytes } = found;
      return { sha256, mediaType, bytes };
    },
    async *attachmentBytes(sha256) {
      const uploadId = await uploadIdOf(sha256);
      if (uploadId === undefined) return;
      for (let partNo = 0; ; partNo += 1) {
        const part = await read('knowledge.attachment-part', { uploadId, partNo });
        if (part === null) return;
        yield part;
      }
    },

    ...trialsOn({ write, read, now }),

    async sweep(atStart) {
      let first = atStart;
      while (await write('knowledge.sweep', { atStart: first, at: now() })) first = false;
    },
  };
}

/** However the bytes come, in parts of one size: a body that trickles in must not be a transaction a packet. */
async function* inParts(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let gathered: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; ) {
      const taken = chunk.subarray(from, from + partBytes - bytes);
      gathered.push(taken);
      bytes += taken.length;
      from += taken.length;
      if (bytes < partBytes) continue;
      yield Uint8Array.from(Buffer.concat(gathered));
      [gathered, bytes] = [[], 0];
    }
  }
  if (bytes > 0) yield Uint8Array.from(Buffer.concat(gathered));
}
