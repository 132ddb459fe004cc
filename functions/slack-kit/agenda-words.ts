import type { AgendaItem } from '#domain/postmortem/agenda';

export const agendaNames: Record<AgendaItem, string> = {
  introductions: 'Introductions',
  reminder: 'Blameless reminder',
  summary_and_timeline: 'Summary and timeline',
  five_questions: 'Five questions',
  ideas: 'Ideas',
  close: 'Close',
};

/** What one does in it. */
export const agendaSaid: Record<AgendaItem, string> = {
  introductions: 'each says which part they had, also those who reported it',
  reminder: 'read it aloud, every time',
  summary_and_timeline: 'walk through it, and fill in what is missing: how did it look at that moment?',
  five_questions: 'detect, react, quick fix, prevent, other areas of risk',
  ideas: 'collect what could be tried, and decide nothing yet',
  close: 'what happens next, and what went well',
};
