import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { HttpResponse } from './contracts.ts';
import { problem } from './server.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** The page needs nothing from elsewhere, and nothing that anyone writes into it may run. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** A file of the page: `/` is its `index.html`, `/page/x.js` is `x.js`. */
export async function pageFile(folder: string, path: string): Promise<HttpResponse> {
  const wanted = path === '/' ? 'index.html' : normalize(decodeURIComponent(path.replace(/^\/page\//, '')));
  const type = types[extname(wanted)];
  if (type === undefined || wanted.startsWith('..')) return problem(404, 'not_found', `There is no page ${path}.`);
  try {
    const bytes = await readFile(join(folder, wanted));
    return {
      status: 200,
      headers: { 'content-type': type, 'cache-control': 'no-cache', 'content-security-policy': policy },
      body: '',
      bytes,
    };
  } catch {
    return problem(404, 'not_found', `There is no page ${path}.`);
  }
}
