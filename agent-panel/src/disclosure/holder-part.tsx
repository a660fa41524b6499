import { keyMap } from '../keys/keymap.ts';
import { Choice } from '../record/chips.tsx';
import { Icon } from '../ui/icons.tsx';
import { DeadlineTable } from './deadline-table.tsx';
import { GuideFacts } from './guide-facts.tsx';
import { OrganFinder } from './organ-finder.tsx';
import { CHANNEL_ID } from './places.ts';
import type { DisclosureWork } from './use-disclosure.ts';
import { words } from './words.ts';

/** ② who holds it: found by name and region, then its ways, and the days an application takes. */
export function HolderPart({ disclosure, onSlip }: { disclosure: DisclosureWork; onSlip: () => void }) {
  const { proof, guide } = disclosure;
  const isChosen = proof.organ !== '';
  return (
    <div className="holder">
      <header>
        <h3>
          <b>2</b> {words.holder}
        </h3>
        <button type="button" className="plain" onClick={onSlip} disabled={!isChosen}>
          {words.slip} <kbd>{keyMap.label('slip')}</kbd>
        </button>
      </header>
      <OrganFinder disclosure={disclosure} />
      {isChosen && disclosure.finder === '' && (
        <>
          <p className="holder-name">
            <strong>{proof.organ}</strong>
            {proof.holderOrgId === null && (
              <span className="tag tone-warn">
                <Icon name="alert" size={13} /> {words.byHand}
              </span>
            )}
          </p>
          <div className="holder-channel">
            <span className="soft">{words.channel}</span>
            <Choice
              id={CHANNEL_ID}
              label={words.channel}
              options={words.channels}
              value={proof.channel}
              onChange={(channel) => disclosure.chooseChannel(channel)}
            />
          </div>
          {guide !== null && <GuideFacts guide={guide} />}
          <DeadlineTable disclosure={disclosure} />
          <p className="soft">{words.notTheirs}</p>
        </>
      )}
    </div>
  );
}
