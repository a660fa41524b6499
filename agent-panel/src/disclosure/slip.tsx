import { disclosureLaw, receiptRules, thirdPartyLimit } from '../../../bridge/protocol/disclosure.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { chinaIso } from '../ui/time.ts';
import { DeadlineRows, daysOf } from './deadline-table.tsx';
import { GuideFacts } from './guide-facts.tsx';
import type { DisclosureWork } from './use-disclosure.ts';
import { useRegionNames } from './use-region-names.ts';
import { words } from './words.ts';

const { sheet } = words;

/** 申请公开指引单, for the caller to keep. No number, no name of the caller: only what they asked for and where to go. */
export function Slip({ disclosure, wanted }: { disclosure: DisclosureWork; wanted: string }) {
  const desk = useDesk();
  const nameOf = useRegionNames();
  const { proof, guide, receivedOn } = disclosure;
  const now = desk.connection.now();
  const days = daysOf(disclosure);
  const minute = (ms: number) => chinaIso(ms).slice(0, 16).replace('T', ' ');
  const rule = proof.channel === null ? null : receiptRules[proof.channel];
  return (
    <article className="slip" aria-label={sheet.title}>
      <h2>{sheet.title}</h2>
      <p className="slip-made">
        {sheet.made(minute(now), desk.me.agentNo)} · {desk.me.unitName}
      </p>
      <h3>{sheet.wanted}</h3>
      <p>{wanted.trim() || sheet.wantedNone}</p>
      <h3>{sheet.searched}</h3>
      {proof.searched.length === 0 ? (
        <p>{sheet.searchedNone}</p>
      ) : (
        <table className="slip-searches">
          <thead>
            <tr>
              {sheet.heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {proof.searched.map(({ text, regionCode, at, hits, verdict }) => (
              <tr key={`${text} ${regionCode}`}>
                <td>{text}</td>
                <td>{nameOf(regionCode)}</td>
                <td>{minute(Date.parse(at))}</td>
                <td>{words.hits(hits)}</td>
                <td>{words.verdicts[verdict]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>{sheet.base(proof.searched[proof.searched.length - 1]?.dataAsOf ?? null)}</p>
      <h3>{sheet.where}</h3>
      <p>
        <strong>{proof.organ || sheet.whereNone}</strong>
        {proof.channel !== null && `　${sheet.chosen(proof.channel)}`}
      </p>
      {guide !== null && <GuideFacts guide={guide} whole />}
      <p>{words.notTheirs}。</p>
      <h3>{sheet.holds}</h3>
      <ol>
        {sheet.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ol>
      <p>{sheet.form}</p>
      <h3>{sheet.limits}</h3>
      {days !== null && (
        <>
          <p>
            {sheet.ifReceived(receivedOn)}
            {rule !== null && `；${proof.channel}申请的收到之日为${rule.words}（${rule.basis}）`}：
          </p>
          <DeadlineRows days={days} />
        </>
      )}
      <p>{words.notCounted(thirdPartyLimit.days)}。</p>
      <h3>{sheet.notes}</h3>
      <p>
        <strong>{words.duty}。</strong> {sheet.fee}
      </p>
      <p className="slip-basis">{sheet.basis.replace('国务院令第711号', disclosureLaw.docNo)}</p>
    </article>
  );
}
