import { useState } from 'react';
import type { ServiceFunction } from '../../../bridge/protocol/domain.ts';
import type { SentNotice } from '../../../bridge/protocol/notifications.ts';
import { GuidePane } from '../disclosure/guide-pane.tsx';
import type { DisclosureWork } from '../disclosure/use-disclosure.ts';
import { DutyStrip } from '../duty/duty-strip.tsx';
import { keyMap } from '../keys/keymap.ts';
import { useKeys } from '../keys/use-keys.ts';
import { LevelsPane } from '../levels/levels-pane.tsx';
import { useLevels } from '../levels/use-levels.ts';
import { useStore } from '../link/use-store.ts';
import { PrintView } from '../notice/print-view.tsx';
import { SentLines } from '../notice/sent-lines.tsx';
import { printable, type SheetFacts } from '../notice/sheet.tsx';
import { SmsForm } from '../notice/sms-form.tsx';
import { useNotice } from '../notice/use-notice.ts';
import { useSms } from '../notice/use-sms.ts';
import { useDesk } from '../pages/operator/desk.ts';
import { words } from '../pages/operator/words.ts';
import { wantedOf } from '../record/draft.ts';
import type { Work } from '../record/use-work.ts';
import { chinaDay } from '../ui/days.ts';
import { Icon } from '../ui/icons.tsx';
import { ClausePane } from './clause-pane.tsx';
import { HitList } from './hit-list.tsx';
import { keyOf } from './hits.ts';
import { focusSearch } from './places.ts';
import { ReportButton, ReportForm } from './report-form.tsx';
import { SearchField } from './search-field.tsx';
import type { Answers } from './use-answers.ts';
import { useReport } from './use-report.ts';

const functions = [
  'POLICY',
  'SERVICE_GUIDE',
  'DISCLOSURE_GUIDE',
] as const satisfies readonly ServiceFunction[];

interface Props {
  work: Work;
  answers: Answers;
  disclosure: DisclosureWork;
  interactionId: string | null;
  /** text messages of this call */
  sent: readonly SentNotice[];
}

/** What to tell the caller: the search, its hits, and the clause that lies open beside or below them. */
export function AnswersColumn({ work, answers, disclosure, interactionId, sent }: Props) {
  const used = new Set(work.fields.answers.map(keyOf));
  const { regionCode } = work.fields;
  const report = useReport(answers, { text: work.searchText, regionCode, interactionId });
  const turnTo = (serviceFunction: ServiceFunction) => {
    if (work.fields.serviceFunction !== serviceFunction) work.change({ edits: { serviceFunction } });
  };
  const notice = useNotice(work, answers);
  const desk = useDesk();
  const demo = useStore(desk.view)?.sms?.demo ?? false;
  const sms = useSms(work, answers, interactionId);
  // As it lay open when it was asked for, whatever is opened beside it.
  const [printing, setPrinting] = useState<SheetFacts | 'nothing' | null>(null);
  function print() {
    const opened = printable(answers.opened);
    if (opened === null) setPrinting('nothing');
    else setPrinting({ opened, me: desk.me, day: chinaDay(desk.connection.now()) });
  }
  const levels = useLevels(work, answers);
  useKeys({
    levels: levels.toggle,
    'tick-notice': () => notice.tick(1),
    'untick-notice': () => notice.tick(-1),
    'function-1': () => turnTo('POLICY'),
    'function-2': () => turnTo('SERVICE_GUIDE'),
    'function-3': () => turnTo('DISCLOSURE_GUIDE'),
    'mark-used': () => answers.toggleUsed(),
    report: () => report.begin(),
    sms: () => sms.begin(),
    print,
    'take-online': () => answers.takeRenewed(),
  });

  return (
    <section
      className="answers"
      aria-label={words.answers.column}
      data-open={answers.opened !== null || undefined}
      data-guide={disclosure.on ? (disclosure.proof.organ === '' ? 'proof' : 'holder') : undefined}
    >
      <fieldset className="functions" aria-label={words.answers.column}>
        {functions.map((serviceFunction, at) => (
          <button
            key={serviceFunction}
            type="button"
            aria-pressed={work.fields.serviceFunction === serviceFunction}
            className="function"
            onClick={() => turnTo(serviceFunction)}
          >
            {words.answers.functions[serviceFunction]}{' '}
            <kbd>{keyMap.label(`function-${(at + 1) as 1 | 2 | 3}`)}</kbd>
          </button>
        ))}
        <span className="spring" />
        <ReportButton report={report} />
      </fieldset>
      <SearchField work={work} answers={answers} notice={notice} />
      <DutyStrip work={work} hasCall={disclosure.hasCall} />
      {report.draft !== null && <ReportForm report={report} draft={report.draft} />}
      {report.told !== null && (
        <p className="report-told" role="status">
          <Icon name="check" /> {report.told}
        </p>
      )}
      {sms.now !== null && <SmsForm sms={sms} now={sms.now} demo={demo} />}
      {printing === 'nothing' && answers.opened === null && (
        <p className="hits-note tone-warn" role="alert">
          {words.notice.print.pickFirst}
        </p>
      )}
      {printing !== null && printing !== 'nothing' && (
        <PrintView
          facts={printing}
          onClose={() => {
            setPrinting(null);
            focusSearch();
          }}
        />
      )}
      <div className="answers-body">
        <HitList
          answers={answers}
          serviceFunction={work.fields.serviceFunction}
          used={used}
          levels={levels}
        />
        <LevelsPane
          levels={levels}
          onOpen={(hit) => {
            levels.close();
            answers.open(hit);
          }}
        />
        {answers.opened !== null && !levels.isOpen && (
          <ClausePane
            opened={answers.opened}
            answers={answers}
            used={used}
            notice={notice}
            sms={sms}
            onPrint={print}
          />
        )}
        {disclosure.on && (
          <GuidePane disclosure={disclosure} answers={answers} wanted={wantedOf(work.fields)} />
        )}
      </div>
      {/* Below: what is being read does not move when a message is sent. */}
      <SentLines sent={sent} demo={demo} />
    </section>
  );
}
