import type { ShownState } from '../../../bridge/protocol/domain.ts';
import type { IconName } from './icons.tsx';

/** A state is always colour + icon + word: none of them alone. */
export interface SeatLook {
  word: string;
  icon: IconName;
  /** class `tone-…` of base.css */
  tone: 'good' | 'warn' | 'bad' | 'accent' | 'violet' | 'teal' | 'brown' | 'soft';
}

const looks: Readonly<Record<ShownState, SeatLook>> = {
  READY: { word: '示闲', icon: 'headset', tone: 'good' },
  BUSY: { word: '示忙', icon: 'minus', tone: 'warn' },
  BREAK: { word: '小休', icon: 'cup', tone: 'brown' },
  RINGING: { word: '振铃', icon: 'bell', tone: 'warn' },
  TALKING: { word: '通话', icon: 'phone', tone: 'accent' },
  HOLD: { word: '保持', icon: 'pause', tone: 'violet' },
  CONSULT: { word: '咨询', icon: 'bubble', tone: 'violet' },
  CONFERENCE: { word: '三方', icon: 'people', tone: 'violet' },
  ACW: { word: '整理', icon: 'pen', tone: 'teal' },
  OUTBOUND: { word: '外呼', icon: 'out', tone: 'accent' },
  OFFLINE: { word: '话机离线', icon: 'unplugged', tone: 'bad' },
  OFFLINE_HELD: { word: '失联保持', icon: 'no-screen', tone: 'soft' },
  LOGGED_OUT: { word: '未签入', icon: 'power', tone: 'soft' },
};

export function lookOf(state: ShownState): SeatLook {
  return looks[state];
}
