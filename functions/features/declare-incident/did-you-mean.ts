import { section } from '#slack-kit/blocks';
import { privately } from '#slack-kit/say';
import { escaped, unescaped } from '#slack-kit/text';

/** In an incident's channel a word that is nearly a verb was meant as one; a modal would be in the way. */
export function didYouMean(text: string, verbs: string[], channelName: string) {
  const word = text.split(/\s+/, 1)[0]?.toLowerCase() ?? '';
  const verb = verbs.find((one) => word !== one && nearly(word, one));
  if (verb === undefined || !/^inc-\d+-/.test(channelName)) return undefined;
  const meant = `\`/incident ${verb}${escaped(unescaped(text.slice(word.length)))}\``;
  return privately(`Did you mean ${meant}?`, [section(`Did you mean ${meant}? Nothing has been done yet.`)]);
}

/** One letter added, lost, changed, or two swapped. */
function nearly(word: string, verb: string): boolean {
  if (word.length < 3 || Math.abs(word.length - verb.length) > 1) return false;
  const same = [...verb].findIndex((letter, index) => letter !== word[index]);
  const at = same === -1 ? verb.length : same;
  const [typed, meant] = [word.slice(at), verb.slice(at)];
  const swapped = `${typed[1] ?? ''}${typed[0] ?? ''}${typed.slice(2)}`;
  return typed.slice(1) === meant || typed === meant.slice(1) || typed.slice(1) === meant.slice(1) || swapped === meant;
}
