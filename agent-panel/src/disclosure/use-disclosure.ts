import { useEffect, useMemo, useRef, useState } from 'react';
import {
  type Disclosure,
  type DisclosureChannel,
  type GuideView,
  guidesAnswerSchema,
  holidaysAnswerSchema,
  markNotFound,
  markPublished,
  markSearch,
  noDisclosure,
  type ProofSearch,
  WorkingDays,
  withSearch,
} from '../../../bridge/protocol/disclosure.ts';
import type { Asked } from '../answers/use-answers.ts';
import { queryOf, useAsked } from '../link/use-asked.ts';
import { useDesk } from '../pages/operator/desk.ts';
import type { Work } from '../record/use-work.ts';
import { chinaDay } from '../ui/days.ts';
import { chinaIso } from '../ui/time.ts';

export type Calendar =
  | { state: 'coming' }
  | { state: 'there'; days: WorkingDays }
  | { state: 'failed'; message: string };

export interface Guides {
  /** what the list was asked for; null: not asked yet */
  text: string | null;
  list: readonly GuideView[];
  total: number;
  problem: string | null;
}

/** 指导申请公开 of the call in hand: the proof as it grows, the organ, and what is shown of both. */
export interface DisclosureWork {
  /** the mode is chosen */
  on: boolean;
  hasCall: boolean;
  proof: Disclosure;
  finder: string;
  guides: Guides;
  /** the organ's own guide, once it has come */
  guide: GuideView | null;
  calendar: Calendar;
  /** the day that the limits are counted from */
  receivedOn: string;
  slip: boolean;
  noteSearch(asked: Asked): void;
  noteUsed(asked: Asked): void;
  /** false: nothing was searched yet */
  markAll(): boolean;
  mark(at: number, verdict: ProofSearch['verdict']): void;
  find(text: string): void;
  choose(guide: GuideView): void;
  nameOrgan(organ: string): void;
  chooseChannel(channel: DisclosureChannel): void;
  receive(day: string): void;
  showSlip(shown: boolean): void;
}

export function useDisclosure(work: Work, hasCall: boolean): DisclosureWork {
  const desk = useDesk();
  const { serviceFunction, regionCode } = work.fields;
  const on = serviceFunction === 'DISCLOSURE_GUIDE';
  const region = regionCode ?? desk.me.regionCode;
  const proof = work.fields.disclosure ?? noDisclosure;
  const [finder, find] = useState('');
  const [slip, showSlip] = useState(false);
  const [receivedOn, receive] = useState(() => chinaDay(desk.connection.now()));
  // An organ that was chosen before a reload is looked up again by its name.
  const text = finder.trim() === '' && proof.holderOrgId !== null ? proof.organ : finder.trim();
  const guides = useGuides(on, text, region);
  const calendar = useCalendar(on);

  // Searches and marks follow each other faster than the page is drawn: each builds on the latest.
  const latest = useRef(proof);
  latest.current = proof;
  const put = (disclosure: Disclosure) => {
    latest.current = disclosure;
    work.change({ edits: { disclosure } });
  };

  const searchOf = ({ question, hits }: Asked): Omit<ProofSearch, 'verdict'> => {
    const now = desk.connection.now();
    return {
      text: question.text.trim().slice(0, 200),
      regionCode: question.regionCode ?? desk.me.regionCode,
      date: chinaDay(now),
      at: chinaIso(now),
      hits,
      dataAsOf: desk.me.dataAsOf,
    };
  };

  return {
    on,
    hasCall,
    proof,
    finder,
    guides,
    guide: guides.list.find(({ entryId }) => entryId === proof.holderOrgId) ?? null,
    calendar,
    receivedOn,
    slip,
    noteSearch(asked) {
      if (hasCall && asked.question.serviceFunction === 'DISCLOSURE_GUIDE')
        put(withSearch(latest.current, searchOf(asked)));
    },
    noteUsed(asked) {
      if (on && hasCall) put(markPublished(latest.current, searchOf(asked)));
    },
    markAll() {
      if (latest.current.searched.length === 0) return false;
      put(markNotFound(latest.current));
      return true;
    },
    mark: (at, verdict) => put(markSearch(latest.current, at, verdict)),
    find,
    choose(guide) {
      const channel = guide.onlineUrl === '' ? null : '网上';
      put({ ...latest.current, holderOrgId: guide.entryId, organ: guide.organ, channel });
      find('');
    },
    nameOrgan(organ) {
      put({ ...latest.current, holderOrgId: null, organ: organ.trim().slice(0, 100), channel: null });
      find('');
    },
    chooseChannel: (channel) => put({ ...latest.current, channel }),
    receive,
    showSlip,
  };
}

/** between two letters */
const PAUSE_MS = 120;

function useGuides(on: boolean, text: string, regionCode: string): Guides {
  const [asked, ask] = useState<string | null>(null);
  useEffect(() => {
    if (!on) return;
    const pause = setTimeout(() => ask(text), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [on, text]);
  const path = asked === null ? null : `disclosure/guides${queryOf({ text: asked, regionCode })}`;
  const { answer, asking } = useAsked(path, guidesAnswerSchema);
  const told = asking ? null : asked;
  if (answer === null) return { text: null, list: [], total: 0, problem: null };
  if (!answer.ok) return { text: told, list: [], total: 0, problem: answer.error.message };
  return { text: told, list: answer.value.guides, total: answer.value.total, problem: null };
}

function useCalendar(on: boolean): Calendar {
  const { answer } = useAsked(on ? 'disclosure/calendar' : null, holidaysAnswerSchema);
  return useMemo(() => {
    if (answer === null) return { state: 'coming' };
    if (!answer.ok) return { state: 'failed', message: answer.error.message };
    return { state: 'there', days: new WorkingDays(answer.value.years) };
  }, [answer]);
}
