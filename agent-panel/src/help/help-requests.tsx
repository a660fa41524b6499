import { type FormEvent, useState } from 'react';
import type { Command } from '../../../bridge/protocol/commands.ts';
import type { HelpRow } from '../../../bridge/protocol/help.ts';
import { useFloor, useFloorTime } from '../pages/floor/floor.ts';
import { Icon } from '../ui/icons.tsx';
import { clockTime, duration } from '../ui/time.ts';
import { helpWords } from './words.ts';

interface Props {
  help: readonly HelpRow[];
  onOpenSeat: (seat: string) => void;
}

/** Who asks for help, who has waited longest first: the first thing on the floor, told to ears as well. */
export function HelpRequests({ help, onOpenSeat }: Props) {
  const newest = help[help.length - 1];
  return (
    <section className="help-requests" aria-label={helpWords.floor} data-any={help.length > 0 || undefined}>
      <h2>
        <Icon name="hand" /> {helpWords.floor} <b>{help.length}</b>
        {help.length === 0 && <small className="soft">{helpWords.none}</small>}
      </h2>
      <p className="unseen" aria-live="assertive">
        {newest && helpWords.announce(newest.seat, newest.accountName, newest.reason)}
      </p>
      <ul>
        {help.map((row) => (
          <Request key={row.id} row={row} onOpenSeat={onOpenSeat} />
        ))}
      </ul>
    </section>
  );
}

function Request({ row, onOpenSeat }: { row: HelpRow; onOpenSeat: Props['onOpenSeat'] }) {
  const floor = useFloor();
  const { now } = useFloorTime();
  const [words, setWords] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const answered = row.answers.length > 0;

  async function act(command: Command): Promise<boolean> {
    const result = await floor.connection.command(command);
    setRefusal(result.outcome === 'refused' ? result.message : null);
    return result.outcome !== 'refused';
  }
  const reply = (said: string) => act({ type: 'answer-help', requestId: row.id, words: said });

  async function replyOwn(event: FormEvent) {
    event.preventDefault();
    if (words.trim() !== '' && (await reply(words.trim()))) setWords('');
  }

  return (
    <li className={`help-request tone-${answered ? 'accent' : 'bad'}`}>
      <p className="help-head">
        <button
          type="button"
          className="plain"
          title={helpWords.openSeat(row.seat)}
          onClick={() => onOpenSeat(row.seat)}
        >
          {helpWords.who(row.seat, row.accountName, row.agentNo)}
        </button>
        <strong>{[row.reason, row.words].filter(Boolean).join(' · ')}</strong>
        <span className="clock">{duration(now - row.askedAt)}</span>
      </p>
      {row.answers.map(({ by, words: said, at }) => (
        <p className="help-answer" key={`${at}${said}`}>
          {helpWords.said(by, said)} <small>{clockTime(at)}</small>
        </p>
      ))}
      <form className="help-acts" onSubmit={(event) => void replyOwn(event)}>
        {helpWords.replies.map((one) => (
          <button key={one} type="button" className="help-reason" onClick={() => void reply(one)}>
            {one}
          </button>
        ))}
        <input
          className="help-words"
          maxLength={100}
          value={words}
          placeholder={helpWords.own}
          aria-label={helpWords.own}
          onChange={(event) => setWords(event.target.value)}
        />
        <button type="submit" className="plain" disabled={words.trim() === ''}>
          {helpWords.reply}
        </button>
        <button
          type="button"
          className="plain"
          onClick={() => void act({ type: 'finish-help', requestId: row.id })}
        >
          {helpWords.finish}
        </button>
      </form>
      {refusal !== null && (
        <p className="tone-bad" role="alert">
          {refusal}
        </p>
      )}
    </li>
  );
}
