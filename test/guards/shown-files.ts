/** Files that a document has its reader write, and changes of files that it shows. */
export interface ShownFile {
  readonly path: string;
  readonly language: string;
  readonly body: string;
}

/** A line that is a path and a colon, then the block. */
export function shownFilesOf(text: string): readonly ShownFile[] {
  const shown = text.matchAll(/^(?:In )?`([\w./-]+)`:\n\n```(\w+)\n([\s\S]*?)^```$/gm);
  return Array.from(shown, ([, path = '', language = '', body = '']) => ({ path, language, body }));
}

/** The file as a reader would change it: each hunk has to be found at one place. */
export function changed(content: string, diff: string): string {
  return diff.split(/^@@\n/m).reduce((text, hunk) => {
    const lines = hunk.split('\n').slice(0, -1);
    const side = (sign: string) => lines.filter((line) => !line.startsWith(sign)).map((line) => `${line.slice(1)}\n`);
    const before = side('+').join('');
    const parts = text.split(before);
    if (parts.length !== 2) throw new Error(`Found ${parts.length - 1} times, expected once:\n${before}`);
    return parts.join(side('-').join(''));
  }, content);
}
