import type { Clock, Finding } from '../../application/ports.ts';
import { asStoreError } from './errors.ts';
import { AnchorFile } from './journal/anchor.ts';
import type { AnchorPace } from './journal/sign-heads.ts';
import { type Upcaster, upcasters, upcastWith } from './journal/upcast.ts';
import { SqliteJournal } from './journal.ts';
import { missingKey } from './keys/key-file.ts';
import { anchorPathFor, keyPathsFor } from './keys/key-paths.ts';
import { readReferenceKey } from './keys/key-ring.ts';
import { References } from './personal/reference.ts';
import type { ReaderSettings, WriterCalls, WriterSettings } from './protocol.ts';
import { ReaderPool } from './reader-pool.ts';
import { SqliteStore } from './store.ts';
import { type StartThread, startThread, WorkerLink } from './worker-link.ts';
import { checkAuditRetention, leastRetentionDays } from './writing/append-audit.ts';

export interface StoreOptions {
  /** the data folder; made when it is not there */
  data: string;
  /** names the stream of this bridge's human acts, `acts/<bridge>` */
  bridgeId: string;
  /** where the keys lie; by default `keys` beside the data folder */
  keyFolder?: string;
  /** the second place for signed heads; by default beside the keys, better elsewhere */
  anchor?: string;
  anchorPace?: AnchorPace;
  /** days the audit trail is kept, at least 180 */
  auditRetentionDays?: number;
  /** threads that read, at most; 2 by default */
  readers?: number;
  /** events a journal writer holds while the disk does not take them */
  mostPending?: number;
  clock?: Clock;
  /** told of trouble that no call can report: the anchor's place is away, a reading thread died and was replaced */
  onFinding?: (finding: Finding) => void;
  /** The writing thread died: nothing can be saved any more by this process, and only a new one helps. */
  onWriterDied?: (finding: Finding) => void;
  /** for tests: where the store's programs run; in threads of their own by default */
  startThread?: StartThread;
  /** for tests: steps from older forms of events */
  upcasters?: readonly Upcaster[];
}

/** Between two heads in the anchor, at most a minute or this many entries; the data itself is signed each second. */
const defaultPace: AnchorPace = { everyMs: 60_000, everyEntries: 10_000 };
const signEveryMs = 1000;

export const writerProgram = new URL('./writer-worker.ts', import.meta.url);
const readerProgram = new URL('./reader-worker.ts', import.meta.url);

/** Opens the store of a data folder: its writer and readers run, its keys are checked, this bridge alone holds it. */
export async function openStore(options: StoreOptions): Promise<SqliteStore> {
  checkAuditRetention(options.auditRetentionDays ?? leastRetentionDays);
  const { data, clock = { now: () => Date.now() }, onFinding = () => {}, onWriterDied = onFinding } = options;
  const keys = keyPathsFor(data, options.keyFolder);
  const anchor = new AnchorFile(options.anchor ?? anchorPathFor(data, options.keyFolder), (error) =>
    onFinding(anchorAway(error)),
  );

  const settings: WriterSettings = {
    data,
    keys,
    actStream: `acts/${options.bridgeId}`,
    now: clock.now(),
    signEveryMs,
    anchor: options.anchorPace ?? defaultPace,
  };
  const { startThread: start = startThread } = options;
  const writer = new WorkerLink<WriterCalls>(start(writerProgram, settings), {
    anchor: (heads) => anchor.add(heads),
    died: (error) => onWriterDied(threadDied(error, 'error')),
  });
  await writer.ready();
  const forReaders: ReaderSettings = { data, monthKeys: keys.monthKeys };
  const readers = new ReaderPool(
    options.readers ?? 2,
    () => start(readerProgram, forReaders),
    (error) => onFinding(threadDied(error, 'warning')),
  );
  try {
    await readers.ready();
    // One line, once: the writer has made and checked the file a moment ago.
    const referenceKey = readReferenceKey(keys);
    if (!referenceKey) throw missingKey(keys.referenceKey, 'HMAC');
    const journal = new SqliteJournal(
      writer,
      readers,
      () => clock.now(),
      { mostPending: options.mostPending ?? 200_000 },
      upcastWith(options.upcasters ?? upcasters),
    );
    const references = new References(referenceKey);
    return new SqliteStore({
      writer,
      readers,
      journal,
      actStream: settings.actStream,
      references,
      anchor,
      clock,
      data,
    });
  } catch (error) {
    await readers.close();
    await writer.end();
    throw error;
  }
}

function anchorAway(error: unknown): Finding {
  const { message } = error instanceof Error ? error : new Error(String(error));
  return {
    severity: 'warning',
    code: 'store.anchor-away',
    zh: `签名锚文件无法写入（${message}）；恢复后自动补写。`,
    en: `The anchor file cannot be written (${message}); it is caught up when it can.`,
  };
}

function threadDied(error: Error, severity: Finding['severity']): Finding {
  const { what, code } = asStoreError(error);
  return { severity, code, zh: what.zh, en: what.en };
}
