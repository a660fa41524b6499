import { parentPort } from 'node:worker_threads';
import { cutChanges } from '../rank/cut-changes.ts';
import { encodeSegment, segmentIn } from './encode-segment.ts';
import type { IndexReply, IndexTask } from './index-thread.ts';
import { LiveSegment } from './live-segment.ts';
import { mergeSegments } from './merge-segments.ts';
import type { Segment } from './segment.ts';

/* Cuts words, and builds and merges segments, beside the thread that searches. */

const port = parentPort;
if (port === null) throw new Error('index-work.ts runs as a worker thread only');

port.on('message', (task: IndexTask) => {
  let reply: IndexReply;
  try {
    reply = done(task);
  } catch (error) {
    reply = { id: task.id, kind: 'failed', error: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(reply);
});

function done(task: IndexTask): IndexReply {
  const { id } = task;
  switch (task.kind) {
    case 'cut': {
      const { clauses, faqs, forerunners } = cutChanges(task.uncut);
      const entries = shared(faqs.entries);
      return {
        id,
        kind: 'cut',
        cut: { clauses: shared(clauses), faqs: { wordings: faqs.wordings, entries }, forerunners },
      };
    }
    case 'merge': {
      const live = task.segments.map(({ bytes, gone }) => new LiveSegment(segmentIn(bytes), gone));
      return { id, kind: 'merged', bytes: shared(mergeSegments(live, task.fields)) };
    }
    default:
      return task satisfies never;
  }
}

function shared(segment: Segment): Uint8Array {
  return encodeSegment(segment, (bytes) => new SharedArrayBuffer(bytes));
}
