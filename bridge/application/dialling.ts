import type { SiteFacts } from '../domain/telephony/site.ts';
import { type Refused, refused } from './result.ts';

/** What of the outside may be dialled from the panel: a list, deny by default. Numbers are without the outbound prefix. */
export interface DialRules {
  /** 110, 119 …, in the order they are offered */
  emergency: readonly string[];
  /** whether the site lets a seat dial this number */
  allows(number: string): boolean;
  /** whether another number that seats can dial begins with this one, prefix and all */
  mayGoOn(extension: string): boolean;
  /** departments and other hotlines, the most used first */
  directory: readonly DirectoryEntry[];
  /** calls that a seat may begin in an hour, emergency numbers not counted */
  perSeatAndHour: number;
  /** what that number rests on */
  basis: string;
}

export interface DirectoryEntry {
  name: string;
  number: string;
  note: string;
  topics: readonly string[];
}

export const nobodyOutside: DialRules = {
  emergency: [],
  allows: () => false,
  mayGoOn: () => false,
  directory: [],
  perSeatAndHour: 0,
  basis: '本站没有配置外线',
};

/** Whom an operator wants: what a person would say, not what a telephone dials. */
export type Target =
  | { kind: 'seat'; seat: string }
  | { kind: 'queue'; queue: string }
  | { kind: 'number'; number: string };

/** What an outcome of a call that was handed on is, by whom it was handed to (处理结果 T1, T3, T4). */
export type HandedOnCode = 'T1' | 'T2' | 'T3' | 'T4';

export interface Destination {
  /** as the seat's telephone would dial it */
  extension: string;
  /** longer numbers of the dialplan may begin with it */
  mayGoOn: boolean;
  /** as people call it: 110 报警, 1003 李四, 办事指引 */
  name: string;
  outcome: HandedOnCode;
  emergency: boolean;
  outside: boolean;
}

const emergencyNames: ReadonlyMap<string, string> = new Map([
  ['110', '公安报警'],
  ['119', '火警'],
  ['120', '医疗急救'],
  ['122', '交通事故报警'],
]);

export function emergencyName(number: string): string {
  return emergencyNames.get(number) ?? '紧急电话';
}

/** Where the target is, or why nobody is put through to it. */
export function destinationOf(
  target: Target,
  { site, rules, nameOfSeat }: { site: SiteFacts; rules: DialRules; nameOfSeat(seat: string): string | null },
): Destination | Refused {
  switch (target.kind) {
    case 'seat': {
      const known = site.seats.some(({ seat }) => seat === target.seat);
      if (!known) return refused('no-target', `没有座席 ${target.seat}，请在列表中选择。`);
      const name = nameOfSeat(target.seat);
      return inside(target.seat, name === null ? `座席 ${target.seat}` : `${target.seat} ${name}`);
    }
    case 'queue': {
      const line = site.queues.find(({ queue }) => queue === target.queue);
      if (line?.extension == null)
        return refused('no-target', '这条专线没有内部号码，不能咨询或转接；请选择座席，或联系系统管理员。');
      return inside(line.extension, line.name);
    }
    case 'number':
      return outsideDestination(target.number, site, rules);
  }
}

function inside(extension: string, name: string): Destination {
  return { extension, mayGoOn: false, name, outcome: 'T1', emergency: false, outside: false };
}

function outsideDestination(number: string, site: SiteFacts, rules: DialRules): Destination | Refused {
  const seat = site.seats.find((one) => one.seat === number);
  if (seat !== undefined) return inside(number, `座席 ${number}`);
  const line = site.queues.find(({ extension }) => extension === number);
  if (line !== undefined) return inside(number, line.name);
  const extension = `${site.outboundPrefix}${number}`;
  const common = { extension, mayGoOn: rules.mayGoOn(extension), outside: true };
  if (rules.emergency.includes(number))
    return {
      ...common,
      name: `${number} ${emergencyName(number)}`,
      outcome: 'T3',
      emergency: true,
    };
  if (!rules.allows(number))
    return refused(
      'not-allowed',
      `号码 ${number} 不在本站允许拨打的范围内，没有拨出。请核对号码，或请系统管理员在配置 dial.allowed 中放行。`,
    );
  const known = rules.directory.find((entry) => entry.number === number);
  return {
    ...common,
    name: known?.name ?? number,
    outcome: 'T4',
    emergency: false,
  };
}
