import type { Me } from '../../../../bridge/protocol/desk.ts';
import { type ProposalView, proposalsAnswerSchema } from '../../../../bridge/protocol/knowledge-trials.ts';
import { addressOf, type Place } from '../../pages/knowledge/tabs.ts';
import { moveInRows } from '../../ui/row-keys.ts';
import { dayAndTime } from '../../ui/time.ts';
import { Trouble } from '../../ui/trouble.tsx';
import '../entries/entries.css';
import '../split.css';
import { useEscape } from '../use-escape.ts';
import { type Pages, usePages } from '../use-pages.ts';
import { ExplainPane } from './explain-pane.tsx';
import { NewProposal } from './new-proposal.tsx';
import { ProposalPane } from './proposal-pane.tsx';
import { QuestionsPane } from './questions-pane.tsx';
import { StateTag } from './state-tag.tsx';
import './trials.css';
import { words } from './words.ts';

const rowsOf = (answer: { proposals: ProposalView[] }) => answer.proposals;
const idOf = (proposal: ProposalView) => proposal.proposalId;
/** Proposals' own addresses begin otherwise: their ids are made of an account's and a command's. */
const ways = ['explain', 'questions', 'new'] as const;

/** 排序试验: why an answer stands where it does, and synonyms that are tried before they go live. */
export default function Trials({ me, place: { open } }: { me: Me; place: Place }) {
  const pages = usePages('knowledge/synonym-proposals', '', proposalsAnswerSchema, rowsOf, idOf);
  const mayPropose = me.rights.includes('edit-knowledge');
  useEscape(open !== null, () => {
    location.hash = addressOf('trials');
  });
  return (
    <div className="split" data-open={open !== null || undefined}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: ↑↓ move through the rows, which are links */}
      <div className="split-list" onKeyDown={moveInRows}>
        <nav className="split-tools picks" aria-label={words.ways.label}>
          <Way to="explain" open={open} name={words.ways.explain} />
          <Way to="questions" open={open} name={words.ways.questions} />
          {mayPropose ? (
            <Way to="new" open={open} name={words.ways.create} />
          ) : (
            <span className="soft">{words.ways.mayNotCreate}</span>
          )}
        </nav>
        <ProposalList pages={pages} open={open} />
      </div>
      <div className="split-open">
        {open === 'new' && mayPropose && <NewProposal onChanged={pages.again} />}
        {open === 'questions' && <QuestionsPane me={me} />}
        {(open === null || open === 'explain') && <ExplainPane me={me} />}
        {open !== null && !ways.some((way) => way === open) && (
          <ProposalPane key={open} proposalId={open} me={me} onChanged={pages.again} />
        )}
      </div>
    </div>
  );
}

function Way({ to, open, name }: { to: (typeof ways)[number]; open: string | null; name: string }) {
  const current = open === to || (open === null && to === 'explain');
  return (
    <a className="pick way" href={addressOf('trials', to)} aria-current={current ? 'page' : undefined}>
      {name}
    </a>
  );
}

function ProposalList({
  pages,
  open,
}: {
  pages: Pages<ProposalView, { total: number }>;
  open: string | null;
}) {
  const { head, rows, error, old } = pages;
  const left = (head?.total ?? 0) - rows.length;
  return (
    <>
      <h2 className="split-note">{words.proposals}</h2>
      {error !== null && <Trouble error={error} onRetry={pages.again} />}
      <div className="split-rows" data-old={old || undefined}>
        {head === null && error === null && <p className="split-note late">{words.loading}</p>}
        {rows.map((proposal) => (
          <a
            key={proposal.proposalId}
            className="split-row"
            href={addressOf('trials', proposal.proposalId)}
            aria-current={proposal.proposalId === open || undefined}
          >
            <span className="split-row-title">
              {proposal.changes.map(({ spoken, written }) => words.change(spoken, written)).join('；')}
            </span>
            <span className="split-row-facts">
              <StateTag state={proposal.state} />
              <span>
                {words.proposal.by(proposal.proposedByName, dayAndTime(proposal.proposedAt, Date.now()))}
              </span>
            </span>
          </a>
        ))}
        {head !== null && rows.length === 0 && (
          <div className="nothing-here">
            <p>{words.noProposals}</p>
            <p>{words.noProposalsHint}</p>
          </div>
        )}
        {left > 0 && (
          <p className="split-more">
            <button type="button" className="act" onClick={pages.more}>
              {words.more(left)}
            </button>
          </p>
        )}
      </div>
    </>
  );
}
