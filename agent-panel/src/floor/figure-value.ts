import type { FigureView } from '../../../bridge/protocol/floor.ts';

/** A figure as people read it; what has no value yet is a dash, never a nought. */
export function figureValue({ value, unit }: Pick<FigureView, 'value' | 'unit'>): {
  text: string;
  unit: string;
} {
  if (value === null) return { text: '—', unit: '' };
  switch (unit) {
    case 'ratio':
      return { text: (value * 100).toFixed(1), unit: '%' };
    case 'seconds':
      return { text: value >= 100 ? value.toFixed(0) : value.toFixed(1), unit: '秒' };
    case 'calls':
      return { text: String(value), unit: '通' };
    case 'records':
      return { text: String(value), unit: '件' };
  }
}
