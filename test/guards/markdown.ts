/** What a document claims, taken out of its text. */
export interface Fence {
  readonly language: string;
  readonly body: string;
}

export const fencesOf = (text: string): readonly Fence[] =>
  [...text.matchAll(/^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm)].map(([, language = '', body = '']) => ({ language, body }));

const withoutFences = (text: string) => text.replaceAll(/```[\s\S]*?```/g, '');
const withoutCode = (text: string) => withoutFences(text).replaceAll(/`[^`\n]*`/g, '');
const codeOf = (text: string) => (text.match(/```[\s\S]*?```|`[^`\n]+`/g) ?? []).join('\n');
const firstGroups = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].flatMap((match) => match[1] ?? []);

/** Links that stay in the repository. */
export const linksOf = (text: string) =>
  firstGroups(withoutCode(text), /\]\(([^)\s]+)(?: "[^"]*")?\)/g).filter((link) => !/^[a-z]+:/.test(link));

/** The anchor GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
export const anchorsOf = (text: string) => firstGroups(withoutFences(text), /^#+ (.*)$/gm).map(anchorOf);

export const npmScriptsOf = (text: string) => [
  ...firstGroups(codeOf(text), /\bnpm run (?:--silent )?([a-z][\w:-]*)/g),
  ...firstGroups(codeOf(text), /\bnpm (start|test)\b/g),
];

/** Sources that a command of the document runs: `node scripts/demo.mts`. */
export const runSourcesOf = (text: string) => firstGroups(codeOf(text), /\bnode (?:--\S+ )*([\w./-]+\.m?[jt]s)\b/g);
