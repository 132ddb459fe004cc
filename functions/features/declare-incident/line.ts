import { Severity, severityInDoubt } from '#domain/incident/severity';
import { cut, unescaped } from '#slack-kit/text';

export type Line = { severity: Severity; private: boolean; drill: boolean; service: string; title: string };

/** What is over is put on record by another form. */
export const isOver = (rest: string) => /^over\s+from\b/i.test(rest.trim());

const longestTitle = 150;
const longestSymptoms = 3000;

/**
 * Reads `[sev1..sev4] [private] [drill] <service | alias | journey | url | ?>: <title>`, options in any order.
 * `undefined` when there is no service, no colon or no title to be read.
 */
export function readLine(rest: string): Line | undefined {
  const options = { severity: severityInDoubt as Severity, private: false, drill: false };
  // Slack may take the colon after an address for the end of it.
  let left = rest.trim().replace(/^([^<>:：]*<https?:[^<>|]*):>/, '$1>:');
  for (let word = nextWord(left), severities = 0; ; word = nextWord(left)) {
    const option = bare(word);
    const severity = Severity.safeParse(option);
    if (severity.success && ++severities > 1) return undefined;
    if (severity.success) options.severity = severity.data;
    else if (option === 'private' || option === 'drill') options[option] = true;
    else break;
    left = left.slice(word.length).trimStart();
  }
  const split =
    /^(<[^>]*>|\S*?:\/\/[^\s/:]*(?::\d+(?=[/:]))?\S*?|(?:(?:journey|alert|url|service):\s*)?[^:：]*?)\s*[:：](?:\s+|(?!\/\/))(.*)$/is.exec(
      left,
    );
  const [, service, title] = split ?? [];
  // An option in the wrong place was meant all the same: it is asked about, and never passed over.
  if (!service?.trim() || !title?.trim() || service.split(/\s+/).some((word) => isOption(bare(word)))) return undefined;
  return { ...options, service: unescaped(service.trim()), title: unescaped(title.trim()) };
}

const bare = (word: string) => word.toLowerCase().replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
const isOption = (word: string) => word === 'private' || word === 'drill' || /^sev\d+$/.test(word);
const nextWord = (text: string) => text.split(/\s+/, 1)[0]?.toLowerCase() ?? '';

/** A title that fits a modal and a channel; what does not fit is kept whole as what customers see. */
export function shorten(title: string, symptoms?: string): { title: string; symptoms?: string } {
  const line = title.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= longestTitle && !title.includes('\n')) return { title: line, ...(symptoms && { symptoms }) };
  return { title: cut(line, longestTitle), symptoms: cut([symptoms, title].filter(Boolean).join('\n\n'), longestSymptoms) };
}

/** Words that were typed after a verb by accident: an incident of unknown service, and a private one when in doubt. */
export const readText = (text = ''): Line & { symptoms?: string } => ({
  severity: severityInDoubt,
  private: /\bprivate\b/i.test(text),
  drill: false,
  service: '?',
  ...shorten(text),
});
