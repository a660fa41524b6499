import { useState } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import {
  type ProposalView,
  proposalAnswerSchema,
  proposalWholeAnswerSchema,
} from '../../../../bridge/protocol/knowledge-trials.ts';
import { useAsked } from '../../link/use-asked.ts';
import { useCommand } from '../../link/use-command.ts';
import { addressOf } from '../../pages/knowledge/tabs.ts';
import { Icon } from '../../ui/icons.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { dayAndTime } from '../../ui/time.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { PaneHead } from '../entries/pane-head.tsx';
import { StateTag } from './state-tag.tsx';
import { TrialProgress, TrialResult } from './trial-view.tsx';
import { useTrial } from './use-trial.ts';
import { words } from './words.ts';

interface Props {
  proposalId: string;
  me: Me;
  onChanged: () => void;
}

/** One proposal: what it changes, what its trial came to, and the decision. */
export function ProposalPane({ proposalId, me, onChanged }: Props) {
  const path = `knowledge/synonym-proposals/${encodeURIComponent(proposalId)}`;
  const { answer, again } = useAsked(path, proposalWholeAnswerSchema);
  const trying = useTrial(again);
  const back = addressOf('trials');
  if (answer === null)
    return (
      <PaneHead title="" back={back}>
        <p className="soft late">{words.loading}</p>
      </PaneHead>
    );
  if (!answer.ok)
    return (
      <PaneHead title="" back={back}>
        <Trouble error={answer.error} onRetry={again} />
      </PaneHead>
    );
  const { proposal, tried } = answer.value;
  const changed = () => {
    again();
    onChanged();
  };
  const { trial } = proposal;
  const isTrying = trying.trial?.state.state === 'running';
  return (
    <PaneHead
      title={proposal.changes.map(({ spoken, written }) => words.change(spoken, written)).join('；')}
      back={back}
      tags={<StateTag state={proposal.state} />}
    >
      <Facts proposal={proposal} />
      <Acts proposal={proposal} me={me} path={path} onChanged={changed} />
      <h3>{words.proposal.trial}</h3>
      {trial === null ? (
        <p className="soft">{words.proposal.noTrial}</p>
      ) : (
        <p className={trial.current || proposal.state !== 'open' ? 'soft' : 'tone-warn'}>
          {words.proposal.trialAt(trial.byName, dayAndTime(trial.at, Date.now()))}
          {!trial.current && proposal.state === 'open' && ` · ${words.proposal.outdated}`}
        </p>
      )}
      {proposal.may.includes('try') && (
        <p>
          <button
            type="button"
            className={trial === null ? 'act act-main' : 'act'}
            disabled={isTrying}
            onClick={() => void trying.start({ proposalId })}
          >
            {trial === null ? words.proposal.try : words.trial.retry}
          </button>
        </p>
      )}
      {(isTrying || trying.fault !== null || trying.trial?.state.state === 'failed') && (
        <TrialProgress trial={trying.trial} fault={trying.fault} />
      )}
      {trial !== null && !isTrying && <TrialResult summary={trial} tried={tried} />}
    </PaneHead>
  );
}

function Facts({ proposal }: { proposal: ProposalView }) {
  const { reason, decidedByName, decidedAt, decision } = proposal;
  return (
    <dl className="content-facts">
      <div data-long>
        <dt>{words.proposal.reason}</dt>
        <dd>
          {reason}
          <br />
          <span className="soft">
            {words.proposal.by(proposal.proposedByName, dayAndTime(proposal.proposedAt, Date.now()))}
          </span>
        </dd>
      </div>
      {decidedByName !== null && decidedAt !== null && (
        <div data-long>
          <dt>{words.states[proposal.state]}</dt>
          <dd>
            {decidedByName} {dayAndTime(decidedAt, Date.now())}
            {decision !== '' && `：${decision}`}
          </dd>
        </div>
      )}
    </dl>
  );
}

type Act = 'go-live' | 'decline' | 'take-back';
type Told =
  | { state: 'idle' }
  | { state: 'working' }
  | { state: 'done'; act: Act }
  | { state: 'refused'; words: string };

interface ActsProps {
  proposal: ProposalView;
  me: Me;
  path: string;
  onChanged: () => void;
}

function Acts({ proposal, me, path, onChanged }: ActsProps) {
  const [why, setWhy] = useState<'decline' | 'take-back' | null>(null);
  const [told, setTold] = useState<Told>({ state: 'idle' });
  const send = useCommand();
  const { may, changeNo, state } = proposal;
  const decides = me.rights.includes('approve-knowledge');

  async function act(wish: { act: 'go-live' } | { act: 'decline' | 'take-back'; reason: string }) {
    setTold({ state: 'working' });
    const answer = await send(`${path}/acts`, proposalAnswerSchema, { changeNo, act: wish });
    setWhy(null);
    if (answer.ok) setTold({ state: 'done', act: wish.act });
    else
      setTold({
        state: 'refused',
        words: answer.error.code === 'overtaken' ? words.proposal.overtaken : answer.error.message,
      });
    onChanged();
  }

  const notLive =
    proposal.proposedBy === me.accountId ? words.proposal.goLiveNot.own : words.proposal.goLiveNot.trial;
  return (
    <section className="proposal-acts">
      {decides && state === 'open' && (
        <p className="act-buttons">
          <button
            type="button"
            className="act act-main"
            disabled={!may.includes('go-live') || told.state === 'working'}
            title={may.includes('go-live') ? words.proposal.goLiveWhat : notLive}
            onClick={() => void act({ act: 'go-live' })}
          >
            {words.proposal.goLive}
          </button>
          <button type="button" className="act" onClick={() => setWhy('decline')}>
            {words.proposal.decline}
          </button>
          <span className="soft">{may.includes('go-live') ? words.proposal.goLiveWhat : notLive}</span>
        </p>
      )}
      {may.includes('take-back') && (
        <p className="act-buttons">
          <button type="button" className="act" onClick={() => setWhy('take-back')}>
            {words.proposal.takeBack}
          </button>
          <span className="soft">{words.proposal.takeBackWhat}</span>
        </p>
      )}
      {why !== null && (
        <ReasonForm
          what={why === 'decline' ? words.proposal.declineWhat : words.proposal.takeBackWhat}
          name={words.proposal.reasonName}
          missing={words.proposal.reasonMissing}
          sure={why === 'decline' ? words.proposal.decline : words.proposal.takeBack}
          keep={words.proposal.keep}
          busy={told.state === 'working'}
          onAct={(reason) => void act({ act: why, reason })}
          onLeave={() => setWhy(null)}
        />
      )}
      {told.state === 'working' && (
        <p className="soft late" role="status">
          {words.proposal.working}
        </p>
      )}
      {told.state === 'done' && (
        <p className="told tone-good" role="status">
          <Icon name="check" /> {words.proposal.done[told.act]}
        </p>
      )}
      {told.state === 'refused' && (
        <p className="told tone-bad" role="alert">
          <Icon name="alert" /> {told.words}
        </p>
      )}
    </section>
  );
}
