import { Fix } from '#domain/incident/restoring-events';
import { unescaped } from '#slack-kit/text';

/** `workaround rolled back`, `permanent: fixed the query`; what is missing is asked for in the form. */
export function readLine(rest: string): { fix?: Fix; how: string } {
  const said = unescaped(rest).trim();
  const [, word = '', how = ''] = /^([a-z]+)\b[:,]?\s*([\s\S]*)$/i.exec(said) ?? [];
  const fix = Fix.safeParse(word.toLowerCase());
  return fix.success ? { fix: fix.data, how: how.trim() } : { how: said };
}
