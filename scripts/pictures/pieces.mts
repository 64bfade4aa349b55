/** Small pieces of a workbook's picture. */
import { escaped, ink } from '../drawing/svg.mts';

export const palette = ['#0b6bcb', '#c4520a', '#1a7f37', '#8250df', '#bf3989', '#9a6700', '#57606a', '#0a8f8f'];
export const alarm = '#cf222e';

interface Style {
  readonly fill?: string;
  readonly size?: number;
  readonly weight?: number;
  readonly anchor?: 'start' | 'end';
}

export function label(x: number, y: number, text: string, style: Style = {}): string {
  const { fill = ink, size = 12, weight = 400, anchor = 'start' } = style;
  return `<text x="${x}" y="${y}" fill="${fill}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}">${escaped(text)}</text>`;
}

/** About as wide as the letters of a sans-serif font of 12 pixels are. */
export const LETTER = 6.9;

export function shortened(text: string, width: number): string {
  const letters = Math.max(1, Math.floor(width / LETTER));
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
}

/** Something that is drawn, and how much room it takes. */
export interface Drawing {
  readonly svg: string;
  readonly height: number;
}
