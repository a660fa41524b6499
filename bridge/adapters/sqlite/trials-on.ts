import type { TrialStore } from '../../application/trial-store.ts';
import type { TrialReaderCalls, TrialWriterCalls } from './trial-protocol.ts';

interface TrialThreads {
  write<K extends keyof TrialWriterCalls>(
    call: K,
    argument: TrialWriterCalls[K]['argument'],
  ): Promise<TrialWriterCalls[K]['answer']>;
  read<K extends keyof TrialReaderCalls>(
    call: K,
    argument: TrialReaderCalls[K]['argument'],
  ): Promise<TrialReaderCalls[K]['answer']>;
  now(): number;
}

/** Synonyms, proposals and trial questions, done by the bridge's threads or by a command beside it. */
export function trialsOn({ write, read, now }: TrialThreads): TrialStore {
  return {
    synonyms: () => read('trial.synonyms', null),
    propose: (proposal) => write('trial.propose', proposal),
    proposal: (proposalId) => read('trial.proposal', { proposalId }),
    proposals: (page) => read('trial.proposals', { page }),
    async noteTrial(trial) {
      await write('trial.note', trial);
    },
    tried: (proposalId) => read('trial.tried', { proposalId }),
    decide: (decision) => write('trial.decide', { decision, at: now() }),
    gatherTrialQuestions: () => write('trial.gather-questions', { at: now() }),
    async addTrialQuestion(question) {
      await write('trial.add-question', { question });
    },
    leaveOut: (questionId, leftOut) => write('trial.leave-out', { questionId, leftOut }),
    trialQuestions: ({ leftOut }, page) => read('trial.questions', { leftOut, page }),
  };
}
