import type { Compared, Outcome } from '#domain/transfer/comparing';
import type { Suggestion } from '#domain/transfer/suggesting';
import { lasting } from './impact-words.ts';
import { named } from './text.ts';

/** `*team-bath*: support 28 %, same domain (_home_), 6 services for 5 people`. */
export function suggestionSaid({ name, supportPercent, sameDomain, services, people }: Suggestion, domain: string): string {
  const support = supportPercent === undefined ? 'support: no figure' : `support ${supportPercent} %`;
  return `*${named(name)}* ${support}, domain _${named(domain)}_: ${sameDomain ? 'yes' : 'no'}, ${count(services, 'service')} for ${count(people, 'person', 'people')}`;
}

const count = (many: number, one: string, more = `${one}s`) => `${many} ${many === 1 ? one : more}`;

const solutionNamed: Record<Compared, string> = {
  multi_product_team: 'Multi-product team (recommended)',
  operations_team: 'Operations team',
  regional_developer_support: 'Regional developer support',
};

/** What speaks for each and against it, in few words. */
const known: Record<Compared, { pro: string; con: string }> = {
  multi_product_team: {
    pro: 'Developers keep it and are called first; when there is money again, nothing has to move.',
    con: 'Several products to keep in mind: few domains, and near to each other.',
  },
  operations_team: {
    pro: 'Frees developers; one place to call for many services.',
    con: 'Quality, reliability and people who stay have all suffered elsewhere; going back to developers is another transfer.',
  },
  regional_developer_support: {
    pro: 'Developers who can mend it, in their own working hours.',
    con: 'Grouped by place and not by product; far from those who built it, with handovers between time zones.',
  },
};

const [enoughServices, enoughForHalf] = [3, 6];

/** Few cases are named one by one, and of too few services nothing is said (`domain.md` 3.9, 3.10). */
function ownSaid({ services, incidents, restoredInMinutes: minutes, calledOut }: Outcome): string {
  if (services < enoughServices) return 'Too few services of yours are kept like this to say what becomes of them here.';
  const half = minutes[Math.floor((minutes.length - 1) / 2)] ?? 0;
  const spent = (minute: number) => lasting(minute * 60_000);
  const restored =
    minutes.length === 0
      ? ''
      : minutes.length < enoughForHalf
        ? `, restored after ${minutes.map(spent).join(', ')}`
        : `, half of them restored within ${spent(half)}`;
  return `Here: ${count(services, 'service')}, ${count(incidents, 'incident')} among the latest${restored}, ${count(calledOut, 'call')} out of hours.`;
}

/** One text for each of the three, the recommended one first. */
export const comparisonSaid = (outcomes: Outcome[]): string[] =>
  outcomes.map(
    (outcome) =>
      `*${solutionNamed[outcome.solution]}*\n+ ${known[outcome.solution].pro}\n− ${known[outcome.solution].con}\n${ownSaid(outcome)}`,
  );
