import type { KnowledgeStore } from '../knowledge-store.ts';
import type { AnswerIndex, Log, NewId, Timer, TrialRunner } from '../ports.ts';
import type { Scopes } from '../scopes.ts';
import type { SourceStore } from '../source-store.ts';
import type { Account, AccountStore, AuditStore } from '../store.ts';
import { FeedAnswers } from './feed-answers.ts';
import { ImportBatch } from './import-batch.ts';
import { KeepDays } from './keep-days.ts';
import { NoteSearches } from './note-searches.ts';
import { ReadBase } from './read-base.ts';
import { ReviewBatch } from './review-batch.ts';
import { KeepSources } from './sources/keep-sources.ts';
import { PullSource } from './sources/pull-source.ts';
import { ReadRuns } from './sources/read-runs.ts';
import { noSources, type Sources } from './sources/source.ts';
import { TellChanges } from './tell-changes.ts';
import { TrySynonyms } from './try-synonyms.ts';
import { WorkOffTasks } from './work-off-tasks.ts';
import { WriteEntry } from './write-entry.ts';

export interface KnowledgeNeeds {
  store: KnowledgeStore;
  sourceStore: SourceStore;
  /** what is pulled on a schedule; nothing by default */
  sources?: Sources;
  index: AnswerIndex;
  trials: TrialRunner;
  accounts: AccountStore;
  audit: AuditStore;
  scopes: Scopes;
  timer: Timer;
  newId: NewId;
  log: Log;
  /** of the site */
  regionCode: string;
}

/** All that is done with the knowledge base, put together. */
export function openKnowledge(needs: KnowledgeNeeds) {
  const { timer } = needs;
  const base = new ReadBase({ ...needs, clock: timer });
  const feed = new FeedAnswers(needs);
  const days = new KeepDays(needs);
  const noteSearches = new NoteSearches(needs);
  const importBatch = new ImportBatch({ ...needs, clock: timer });
  const { list, read } = needs.sources ?? noSources;
  const pull = new PullSource({ ...needs, sources: needs.sourceStore, importBatch, read, clock: timer });
  const sources = new KeepSources({ ...needs, list, pull, store: needs.sourceStore });
  return {
    base,
    store: needs.store,
    writeEntry: new WriteEntry({ ...needs, base, clock: timer }),
    importBatch,
    sources,
    sourceRuns: new ReadRuns({ sources, store: needs.sourceStore }),
    reviewBatch: new ReviewBatch({ ...needs, base, clock: timer }),
    tasks: new WorkOffTasks({ ...needs, clock: timer }),
    changes: new TellChanges({ ...needs, clock: timer }),
    trySynonyms: new TrySynonyms({ ...needs, feed }),
    noteSearches,
    noteAttachment: (account: Account, sha256: string) =>
      needs.audit.append({
        at: timer.now(),
        accountId: account.id,
        action: 'knowledge-attach',
        subject: `attachment ${sha256}`,
        detail: '',
        success: true,
      }),
    start() {
      feed.start();
      days.start();
      sources.start();
    },
    async stop() {
      noteSearches.stop();
      feed.stop();
      days.stop();
      await sources.stop();
    },
  };
}
