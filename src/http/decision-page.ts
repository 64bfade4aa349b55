/** Plain pages: no script, no image, nothing from elsewhere; light and dark by the reader's own setting. */
import { createHash } from 'node:crypto';
import type { HttpResponseInit } from '@azure/functions';
import type { Approval } from './approval-view';
import type { DecisionLink } from './signed-link';

export interface Message {
  readonly title: string;
  readonly text: string;
}

const STYLE = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
dt { font-weight: 600; } dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
label { display: block; margin: 1rem 0 .25rem; }
textarea { width: 100%; min-height: 6rem; box-sizing: border-box; font: inherit; }
button { margin-top: 1rem; padding: .6rem 1.4rem; font: inherit; font-weight: 600; }
:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
`;

/** The style alone is allowed, by its hash; the token in the address goes nowhere else. */
const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': [
    `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  ].join('; '),
  'X-Robots-Tag': 'noindex',
};

const words = { approve: { title: 'Approve', verb: 'approve' }, reject: { title: 'Reject', verb: 'reject' } } as const;

export function decisionPage({ subject, facts, dueAt }: Approval, { decision, to }: DecisionLink): HttpResponseInit {
  const { title, verb } = words[decision];
  const shown = [...Object.entries(facts), ['decide by', dueAt], ['you are', to]] as const;
  const list = shown.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(String(value))}</dd>`).join('\n');
  return page(
    200,
    `${title}: ${subject}`,
    `<p>You are about to ${verb} this. Nothing happens before you press the button.</p>
<dl>
${list}
</dl>
<form method="post">
<label for="comment">Comment (optional)</label>
<textarea id="comment" name="comment" maxlength="2000"></textarea>
<button type="submit">${title}</button>
</form>`,
  );
}

export function messagePage(status: number, { title, text }: Message): HttpResponseInit {
  return page(status, title, `<p>${escaped(text)}</p>`);
}

function page(status: number, title: string, content: string): HttpResponseInit {
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${content}
</main>
</body>
</html>
`;
  return { status, headers, body };
}

const entities: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' },
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
