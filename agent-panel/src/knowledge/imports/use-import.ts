import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { receiptAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { type Sending, sendFile } from '../../link/send-file.ts';
import { queryOf } from '../../link/use-asked.ts';
import type { Format } from './file-choice.ts';

type ReceiptAnswer = z.output<typeof receiptAnswerSchema>;

/** What is to be imported, as it was chosen. */
export interface Wish {
  system: string;
  format: Format['format'];
  regionCode: string;
  file: File;
}

export type ImportState =
  | { state: 'idle' }
  /** `sent` bytes have left; all of them: the bridge reads the rows now */
  | { state: 'sending'; wish: Wish; dryRun: boolean; sent: number }
  | { state: 'stopped' }
  | { state: 'told'; wish: Wish; receipt: ReceiptAnswer }
  /** `unsure`: it may have been imported all the same */
  | { state: 'refused'; message: string; unsure: boolean };

export interface Import {
  state: ImportState;
  /** Resolves to the number of the batch that was taken; null where none was. */
  run(wish: Wish, dryRun: boolean): Promise<string | null>;
  stop(): void;
  /** forgets what was told */
  clear(): void;
}

/** One file on its way, first tried and then imported. */
export function useImport(): Import {
  const [state, setState] = useState<ImportState>({ state: 'idle' });
  const sending = useRef<Sending<ReceiptAnswer> | null>(null);
  // A try that nobody waits for any more is given up; an import goes on to its end on the other side.
  useEffect(() => () => sending.current?.stop(), []);

  return {
    state,
    async run(wish, dryRun) {
      const { file, system, format, regionCode } = wish;
      let gone = false;
      setState({ state: 'sending', wish, dryRun, sent: 0 });
      const query = queryOf({ system, format, regionCode, name: file.name, dryRun: dryRun ? '1' : '0' });
      sending.current = sendFile(`knowledge/batches${query}`, file, receiptAnswerSchema, (sent) => {
        gone = sent >= file.size;
        setState((now) => (now.state === 'sending' ? { ...now, sent } : now));
      });
      const answer = await sending.current.answer;
      sending.current = null;
      if (answer === null) {
        setState({ state: 'stopped' });
        return null;
      }
      if (!answer.ok) {
        const unsure = !dryRun && gone && answer.status === 0;
        setState({ state: 'refused', message: answer.error.message, unsure });
        return null;
      }
      const receipt = answer.value;
      setState(receipt.batch === null ? { state: 'told', wish, receipt } : { state: 'idle' });
      return receipt.batch?.batchId ?? null;
    },
    stop: () => sending.current?.stop(),
    clear: () => setState((now) => (now.state === 'sending' ? now : { state: 'idle' })),
  };
}

/** A file that was changed on the disk since is another one: it is tried again. */
export function isSameWish(one: Wish, other: Wish): boolean {
  return (
    one.file === other.file &&
    one.system === other.system &&
    one.format === other.format &&
    one.regionCode === other.regionCode
  );
}
