import { Button, Checkbox, Select } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { DeskView } from '../../../../bridge/protocol/desk.ts';
import { remember, remembered } from '../../ui/remember.ts';
import { useDesk } from './desk.ts';
import { LocalDrafts } from './local-drafts.tsx';
import { words } from './words.ts';

/** 签入: which telephone, which queues. What was chosen last stands there already, so that Enter is enough. */
export function SeatForm({ view }: { view: DeskView }) {
  const desk = useDesk();
  const memory = `seat.${desk.me.accountId}`;
  const [seat, setSeat] = useState(() => firstSeat(view, remembered(memory), desk.me.demo));
  const signInButton = useRef<HTMLButtonElement>(null);
  // Once a seat is chosen, Enter is all that is left to press.
  useEffect(() => {
    if (seat !== null) signInButton.current?.focus();
  }, [seat]);
  const [queues, setQueues] = useState(() => firstQueues(view, remembered(`${memory}.queues`)));
  const [busy, setBusy] = useState(false);
  const takenBy = view.seats.find((one) => one.seat === seat)?.takenBy ?? null;

  async function signIn(event: FormEvent) {
    event.preventDefault();
    if (seat === null) return;
    setBusy(true);
    const done = await desk.act({ type: 'sign-in-seat', seat, queues, takeOver: takenBy !== null });
    setBusy(false);
    if (!done) return;
    remember(memory, seat);
    remember(`${memory}.queues`, queues.join(' '));
  }

  return (
    <main className="seat-form">
      <form onSubmit={signIn}>
        <h1>{words.seat.title}</h1>
        {view.seats.length === 0 && <p className="tone-bad">{words.seat.noSeats}</p>}
        <label htmlFor="seat">{words.seat.seat}</label>
        <Select
          id="seat"
          size="middle"
          autoFocus={seat === null}
          showSearch
          placeholder={words.seat.seatHint}
          value={seat}
          onChange={setSeat}
          options={view.seats.map((one) => ({
            value: one.seat,
            label: one.takenBy === null ? one.seat : `${one.seat}  ${words.seat.taken(one.takenBy)}`,
          }))}
        />
        {takenBy !== null && (
          <p className="tone-warn" role="status">
            {words.seat.takeOver(takenBy)}
          </p>
        )}
        <fieldset>
          <legend>{words.seat.queues}</legend>
          {view.queues.map((queue) => (
            <Checkbox
              key={queue.queue}
              checked={queues.includes(queue.queue)}
              onChange={(event) =>
                setQueues(
                  event.target.checked
                    ? [...queues, queue.queue]
                    : queues.filter((other) => other !== queue.queue),
                )
              }
            >
              {queue.name}
            </Checkbox>
          ))}
          {queues.length === 0 && <p className="tone-warn">{words.seat.noQueue}</p>}
        </fieldset>
        <Button
          ref={signInButton}
          type="primary"
          size="large"
          htmlType="submit"
          block
          disabled={busy || seat === null || queues.length === 0}
        >
          {takenBy === null ? words.seat.signIn : words.seat.takeOverAndSignIn}
        </Button>
        <p className="soft">{words.seat.after}</p>
      </form>
      <LocalDrafts view={view} />
    </main>
  );
}

/** The seat used last, or the only one. Behind a demo's seats there is no telephone to be taken by mistake. */
function firstSeat(view: DeskView, last: string | null, demo: boolean): string | null {
  const free = view.seats.filter((one) => one.takenBy === null);
  const only = demo || free.length === 1 ? free[0] : undefined;
  return (free.find((one) => one.seat === last) ?? only)?.seat ?? null;
}

function firstQueues(view: DeskView, last: string | null): string[] {
  const all = view.queues.map(({ queue }) => queue);
  if (last !== null) return all.filter((queue) => last.split(' ').includes(queue));
  const mine = view.queues.filter((queue) => queue.mine).map(({ queue }) => queue);
  return mine.length > 0 ? mine : all;
}
