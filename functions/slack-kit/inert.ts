/** What Markdown reads something into stands behind a backslash; no address becomes a link, and nobody on a code host is called by an @. */
export const inert = (said: string): string =>
  said
    .replaceAll(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '')
    .replaceAll(/[\\`*_[\]<>|~$]/g, '\\$&')
    .replaceAll(/&(?=#?\w+;)/g, '\\&')
    .replaceAll(/:(?=\/\/)/g, '\\:')
    .replaceAll(/\b(www|mailto|xmpp)(?=[.:])/gi, '$1\\')
    .replaceAll(/@(?=\w)/g, '@\u2060')
    .replaceAll(/^(\s*)([#+=-])/gm, '$1\\$2')
    .replaceAll(/^(\s*\d+)(?=[.)])/gm, '$1\\');
