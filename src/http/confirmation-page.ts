/** The page behind the link of a confirmation mail. Its secret is in the fragment, which only the browser sees. */
import { createHash } from 'node:crypto';
import type { HttpResponseInit } from '@azure/functions';

/** Puts the secret into the form, and takes it out of the address bar and the browser's history. */
const SCRIPT =
  'document.forms[0].secret.value=location.hash.slice(1);history.replaceState(null,"",location.pathname+location.search)';

/** Shows and does nothing else: mail scanners open every link. */
export function confirmationPage(): HttpResponseInit {
  const form = [
    '<form method="post"><label>Secret of the link <input name="secret" required autocomplete="off"></label>',
    '<button>Confirm my address</button></form>',
  ].join('\n');
  return page(200, 'Confirm your address', `${form}\n<script>${SCRIPT}</script>`);
}

export function messagePage(status: number, title: string, text: string): HttpResponseInit {
  return page(status, title, `<p>${text}</p>`);
}

function page(status: number, title: string, content: string): HttpResponseInit {
  const scriptHash = createHash('sha256').update(SCRIPT).digest('base64');
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src 'sha256-${scriptHash}'`,
  };
  const head = `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>`;
  return {
    status,
    headers,
    body: `<!doctype html>\n<html lang="en">${head}<body><h1>${title}</h1>\n${content}</body></html>\n`,
  };
}
