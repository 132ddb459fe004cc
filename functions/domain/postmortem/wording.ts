/** Words that look for somebody instead of at how it happened (`domain.md` 4.5). */
const personal =
  /\b(?:who|whose fault|blam(?:e[ds]?|ing)|careless(?:ly|ness)?|negligen(?:ce|t|tly)|human errors?|root causes?|(?:should|could)(?:n['’]t| not)? have|(?:should|could)(?:n['’]t)?['’]ve|failed to|why did(?:n['’]t| not)? (?:you|he|she|they))\b/gi;
/** Somebody by name; what stands before an @ in an address is no name. */
const mentions = /<@[UW][A-Z0-9]+(?:\|[^>]*)?>|(?<![\w.+/-])@[a-z][\w.-]*/gi;

/** What was quoted is not the author's: lines behind `>`, code, text in quotation marks, addresses. */
const quotes = /^[ \t]*(?:>|&gt;).*$|```[\s\S]*?(?:```|(?![\s\S]))|`[^`\n]*`|“[^”]*”|"[^"\n]*"|https?:\/\/\S+/gm;

/**
 * The words at which somebody might look again, as they wrote them, each once. For the author alone: never kept, never counted, and nothing
 * waits for it.
 */
export function worthAnotherLook(said: string): string[] {
  const own = said.replace(quotes, ' ');
  const found = [...own.matchAll(personal), ...own.matchAll(mentions)].map(([one]) => one);
  return found.filter((one, index) => found.findIndex((other) => other.toLowerCase() === one.toLowerCase()) === index);
}
