/** What all our pictures have in common: a sheet with a title, its colours, and text that may hold anything. */

/** Everything stands on white, so that the page around it may be light or dark. */
export const paper = '#ffffff';
export const ink = '#1b1f24';
export const faint = '#57606a';
export const line = '#d0d7de';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');

export interface Sheet {
  readonly width: number;
  readonly height: number;
  /** For whoever cannot see the picture. */
  readonly title: string;
  readonly fontSize?: number;
  readonly body: string;
}

export function sheet({ width, height, title, fontSize, body }: Sheet): string {
  const size = fontSize === undefined ? '' : ` font-size="${fontSize}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title" font-family="system-ui, sans-serif"${size}>
<title id="title">${escaped(title)}</title>
${body}
</svg>
`;
}
