import { type Day, dayOf } from '../day.ts';

/** 题注: what happened to a text, as the lines under its title say. */
export interface HistoryEntry {
  on: Day | null;
  act: 'adopted' | 'approved' | 'published' | 'amended' | 'started' | 'other';
  /** as written */
  text: string;
  /** of a people's congress: its adoption is its publication, by order or announcement of the same day */
  byCongress: boolean;
}

const DATED = /^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日\s*(.*)$/;

export function readHistory(lines: readonly string[]): HistoryEntry[] {
  return lines.map((text) => {
    const match = DATED.exec(text);
    const said = match?.[4] ?? text;
    return {
      on: match === null ? null : dayOf(Number(match[1]), Number(match[2]), Number(match[3])),
      act: match === null ? 'other' : actOf(said),
      text,
      byCongress: said.includes('代表大会'),
    };
  });
}

/** A line says 《…的决定》第一次修正 or …次会议修订: the amendment counts, not the meeting that passed it. */
function actOf(said: string): HistoryEntry['act'] {
  if (/修[订正改]/.test(said.replace(/《[^》]*》?/g, '')) || /^[^》]*》(第.次)?修[订正]/.test(said))
    return 'amended';
  if (/(公布|发布|印发)/.test(said)) return 'published';
  if (/^(起)?(施行|执行|实施)/.test(said)) return 'started';
  if (/批准/.test(said)) return 'approved';
  if (/通过/.test(said)) return 'adopted';
  return 'other';
}

/** 公布之日 of the first wording; null when the lines do not tell it. */
export function publishedOn(history: readonly HistoryEntry[]): Day | null {
  const published = history.find((entry) => entry.act === 'published' && entry.on !== null);
  if (published !== undefined) return published.on;
  const adopted = history.find(
    (entry) => (entry.act === 'adopted' || entry.act === 'approved') && entry.byCongress,
  );
  return adopted?.on ?? null;
}

export function signedOn(history: readonly HistoryEntry[]): Day | null {
  return history.find((entry) => entry.act === 'adopted' || entry.act === 'published')?.on ?? null;
}
