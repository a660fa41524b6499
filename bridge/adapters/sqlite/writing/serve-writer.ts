import { mkdirSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import { toWire } from '../errors.ts';
import { FolderLock } from '../folder-lock.ts';
import { HeadSigner } from '../journal/sign-heads.ts';
import type { SignedHead } from '../keys/head-key.ts';
import { type OpenFolder, openFolder } from '../open-folder.ts';
import { References } from '../personal/reference.ts';
import type { Reply, Request, WriterCalls, WriterSettings } from '../protocol.ts';
import { GroupCommit } from './group-commit.ts';
import { writerHandlers } from './handlers.ts';
import type { Writing } from './writing.ts';

/**
 * Opens the folder and writes what is asked for on the port, until it is asked to close. A folder that cannot be opened is
 * told there as well.
 */
export async function serveWriter(port: MessagePort, settings: WriterSettings): Promise<void> {
  try {
    mkdirSync(settings.data, { recursive: true, mode: 0o700 });
    const lock = new FolderLock(settings.data, settings.now);
    try {
      serve(port, settings, lock, await openFolder(settings));
    } catch (error) {
      lock.release();
      throw error;
    }
  } catch (error) {
    port.postMessage({ kind: 'refused', error: toWire(error) } satisfies Reply);
    port.close();
  }
}

function serve(
  port: MessagePort,
  settings: WriterSettings,
  lock: FolderLock,
  { database, db, keys, chain }: OpenFolder,
): void {
  const say = (reply: Reply) => port.postMessage(reply);
  const signer = new HeadSigner(db, keys.head, settings.anchor);
  const writing: Writing = {
    db,
    chain,
    keys,
    references: new References(keys.reference),
    actStream: settings.actStream,
  };

  let due: SignedHead[] = [];
  let signedAt = 0;
  let anchorAll = true;
  const signHeads = async () => {
    const now = Date.now();
    if (!anchorAll && now - signedAt < settings.signEveryMs) return;
    due = await signer.sign(now, anchorAll);
    signedAt = now;
  };
  const commits = new GroupCommit(database, {
    beforeCommit: signHeads,
    afterCommit() {
      anchorAll = false;
      if (due.length === 0) return;
      signer.noteAnchored(due);
      say({ kind: 'anchor', heads: due });
      due = [];
    },
    rolledBack() {
      chain.forgetKnown();
      due = [];
      signedAt = 0;
    },
  });

  const answer = (id: number, act: () => Promise<unknown>, afterwards?: () => void) =>
    commits.add({
      act,
      done(result) {
        say({ kind: 'answer', id, answer: result });
        afterwards?.();
      },
      failed(error) {
        say({ kind: 'error', id, error });
        afterwards?.();
      },
    });
  // Signs the tail of a busy moment when nothing follows it. What fails here fails louder at the next deed.
  const tail = setInterval(
    () => commits.add({ act: async () => null, done() {}, failed() {} }),
    settings.signEveryMs,
  );
  tail.unref();

  const end = () => {
    clearInterval(tail);
    database.close();
    lock.release();
    port.close();
  };
  const take = ({ id, call, argument }: Request<WriterCalls>) => {
    if (call === 'close') {
      // Set in its own transaction: the ones that are before it must not use it up.
      const anchorEverything = async () => {
        anchorAll = true;
        return null;
      };
      answer(id, anchorEverything, end);
      return;
    }
    const handler = writerHandlers[call] as (writing: Writing, argument: unknown) => Promise<unknown>;
    answer(id, () => handler(writing, argument));
  };
  port.on('message', (requests: Request<WriterCalls>[]) => {
    for (const request of requests) take(request);
  });
  commits.add({
    act: () => chain.open(settings.actStream, settings.now),
    done: () => say({ kind: 'ready' }),
    failed(error) {
      say({ kind: 'refused', error });
      end();
    },
  });
}
