/** The API document as a page for people: made from the document alone, without scripts or anything from elsewhere. */
import type { OpenApiDocument } from './openapi';

type Operation = OpenApiDocument['paths'][string][string];

export function apiPage(document: OpenApiDocument): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const groups = document.tags.map(({ name }) => {
    const own = operations.filter(({ operation }) => operation.tags.includes(name));
    return `<section id="${escaped(name)}"><h2>${escaped(name)}</h2>${own.map(operationHtml).join('')}</section>`;
  });
  const links = document.tags.map(({ name }) => `<a href="#${escaped(name)}">${escaped(name)}</a>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(document.info.title)}: API</title>
<style>${style}</style>
</head>
<body>
<header><h1>${escaped(document.info.title)}</h1><p>${escaped(document.info.description)} <a href="openapi.json">openapi.json</a></p></header>
<nav aria-label="Groups">${links.join(' ')}</nav>
<main>${groups.join('')}</main>
</body>
</html>`;
}

interface Listed {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

function operationHtml({ path, method, operation }: Listed): string {
  const { summary, parameters, requestBody, responses } = operation;
  return `<details><summary><b>${method.toUpperCase()}</b> <code>${escaped(`/api${path}`)}</code> <span>${escaped(summary)}</span></summary>
${parameters.length === 0 ? '' : `<h3>Parameters</h3><ul>${parameters.map(parameterHtml).join('')}</ul>`}
${requestBody === undefined ? '' : bodyHtml(requestBody)}
<h3>Answers</h3><dl>${Object.entries(responses).map(responseHtml).join('')}</dl></details>`;
}

/** An example first: most people begin with one and change it. */
function bodyHtml(requestBody: object): string {
  const contents = 'content' in requestBody ? Object.values(requestBody.content ?? {}) : [];
  const examples = contents.flatMap((content: object) => ('example' in content ? [content.example] : []));
  const shown = examples.map((example) => `<h3>Example</h3>${schemaHtml(example)}`).join('');
  const need = 'required' in requestBody && requestBody.required === true ? 'required' : 'optional';
  const schemas = contents.flatMap((content: object) => ('schema' in content ? [schemaHtml(content.schema)] : []));
  return `${shown}<h3>Body, ${need}</h3>${schemas.join('')}`;
}

function parameterHtml({ name, in: place, required, schema }: Operation['parameters'][number]): string {
  const need = required ? 'required' : 'optional';
  return `<li><code>${escaped(name)}</code> in ${place}, ${need} ${schemaHtml(schema)}</li>`;
}

function responseHtml([status, response]: readonly [string, object]): string {
  const description = 'description' in response ? String(response.description) : '';
  const body = 'content' in response && Number(status) < 400 ? schemaHtml(response.content) : '';
  return `<dt>${escaped(status)}</dt><dd>${escaped(description)}${body}</dd>`;
}

function schemaHtml(schema: unknown): string {
  return `<pre tabindex="0">${escaped(JSON.stringify(schema, null, 2))}</pre>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const style = `
:root{color-scheme:light dark;--line:light-dark(#ccd2da,#3b4350);--soft:light-dark(#f4f6f8,#1d222a);--accent:light-dark(#0b57d0,#8ab4f8)}
*{box-sizing:border-box}
body{margin:0 auto;padding:1rem;max-width:60rem;font:1rem/1.5 system-ui,sans-serif;color:light-dark(#1b1f24,#e4e8ee);background:light-dark(#fff,#14181e)}
a,summary b{color:var(--accent)}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem}
details{border:1px solid var(--line);border-radius:.5rem;margin:.5rem 0;padding:.5rem .75rem}
summary{cursor:pointer;overflow-wrap:anywhere}
summary b{display:inline-block;min-width:3.5rem}
summary span{opacity:.85}
@media (max-width:40rem){summary code,summary span{display:block}}
h3{font-size:1rem;margin:.75rem 0 .25rem}
ul{padding-left:1.25rem}
dt{font-weight:600}
dd{margin:0 0 .5rem 1rem;overflow-wrap:anywhere}
pre{background:var(--soft);border-radius:.5rem;padding:.5rem;overflow:auto;max-height:24rem;font-size:.85rem}
`;
