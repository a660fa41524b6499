import { parentPort } from 'node:worker_threads';
import { searchWords } from '../text/search-words.ts';
import { tokenise } from '../text/tokenise.ts';
import { encodeSegment, segmentIn } from './encode-segment.ts';
import type { Cut, IndexReply, IndexTask, TextDocument } from './index-thread.ts';
import { LiveSegment } from './live-segment.ts';
import { mergeSegments } from './merge-segments.ts';
import { buildSegment, type IndexedDocument } from './segment.ts';

/* Builds and merges segments beside the thread that searches. */

const port = parentPort;
if (port === null) throw new Error('index-worker.ts runs as a worker thread only');

const cutters: Readonly<Record<Cut, (text: string) => string[]>> = {
  words: (text) => tokenise(text).map(({ term }) => term),
  'words-and-signs': searchWords,
};
/** by task, what is to be built and has come already */
const waiting = new Map<number, TextDocument[]>();

port.on('message', (task: IndexTask) => {
  try {
    const bytes = done(task);
    if (bytes !== null) port.postMessage({ id: task.id, bytes } satisfies IndexReply);
  } catch (error) {
    waiting.delete(task.id);
    const message = error instanceof Error ? error.message : String(error);
    port.postMessage({ id: task.id, error: message } satisfies IndexReply);
  }
});

function done(task: IndexTask): Uint8Array | null {
  const shared = (bytes: number) => new SharedArrayBuffer(bytes);
  switch (task.kind) {
    case 'take': {
      const documents = waiting.get(task.id) ?? [];
      for (const each of task.documents) documents.push(each);
      waiting.set(task.id, documents);
      return null;
    }
    case 'build': {
      const documents = waiting.get(task.id) ?? [];
      waiting.delete(task.id);
      return encodeSegment(buildSegment(indexed(documents, cutters[task.cut]), task.fields), shared);
    }
    case 'merge': {
      const live = task.segments.map(({ bytes, gone }) => new LiveSegment(segmentIn(bytes), gone));
      return encodeSegment(mergeSegments(live, task.fields), shared);
    }
    default:
      return task satisfies never;
  }
}

/** One after the other, so that the words of all never are there at once. */
function* indexed(
  documents: readonly TextDocument[],
  cut: (text: string) => string[],
): Iterable<IndexedDocument> {
  for (const { id, fields } of documents)
    yield { id, fields: fields.map((texts) => texts.flatMap((text) => cut(text))) };
}
