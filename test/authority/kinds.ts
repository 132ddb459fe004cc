import { type Person, PersonId } from '#domain/person/person';
import { asha, ben, bot, chloe, deactivated, dev, guest, lena, marek, member, omar, priya, stranger, tom } from '#test/builders';

/**
 * Every kind of person there is to ask about: who they are at Harrow Home, what Slack says of them by the time they act, and where they stand.
 * `hidden` has them meet a private incident; `inRoom` has them speak in the incident's own channel.
 */
export type Kind = { who: PersonId; known: Person; hidden?: true; inRoom?: true; means: string };
const kind = (who: PersonId, means: string, more: Partial<Kind> = {}): Kind => ({ who, known: member, means, ...more });

export const kinds = {
  reporter: kind(tom, 'declared it'),
  responder: kind(chloe, 'has it, where somebody has it; was brought in with the team otherwise'),
  'on-call': kind(asha, 'on call for the owner team'),
  'owner lead': kind(marek, 'leads the owner team'),
  'tech lead': kind(PersonId.parse('U0THEO'), 'leads the owner team’s technical work'),
  'receiving lead': kind(PersonId.parse('U0NIA'), 'leads the team that is to take the service'),
  'product manager': kind(priya, 'accountable for the service'),
  delegate: kind(PersonId.parse('U0DELIA'), 'nominated by the product manager'),
  'budget holder': kind(PersonId.parse('U0BRUNO'), 'holds the budget of the service'),
  'incident manager': kind(lena, 'leads the incident managers'),
  'org head': kind(PersonId.parse('U0ROSALIND'), 'heads part of the organisation'),
  'head of operations': kind(PersonId.parse('U0HUGO'), 'heads the operations of the organisation'),
  'postmortem owner': kind(PersonId.parse('U0OLLIE'), 'drives the postmortem, where there is one'),
  facilitator: kind(PersonId.parse('U0FIONA'), 'leads the meeting about it'),
  commander: kind(PersonId.parse('U0COLIN'), 'was in command of the incident that it is about'),
  bystander: kind(omar, 'another member of the workspace'),
  newcomer: kind(PersonId.parse('U0NEW'), 'not met yet: Slack has not told us who they are', { known: stranger }),
  insider: kind(dev, 'part of a private incident', { hidden: true }),
  outsider: kind(omar, 'not part of that private incident, whatever else they are', { hidden: true }),
  visitor: kind(omar, 'in the channel of that private incident, let in by nobody but Slack', { hidden: true, inRoom: true }),
  'guest visitor': kind(PersonId.parse('U0GINA'), 'a guest in the channel of that private incident', {
    known: guest,
    hidden: true,
    inRoom: true,
  }),
  guest: kind(PersonId.parse('U0GUS'), 'a guest of one channel or several, not in the incident’s', { known: guest }),
  'guest in it': kind(PersonId.parse('U0FAYE'), 'a guest who speaks in the incident’s channel', { known: guest, inRoom: true }),
  deactivated: kind(ben, 'was brought in, and has left since', { known: deactivated }),
  bot: kind(PersonId.parse('U0PAGERBOT'), 'a bot, in the incident’s channel', { known: bot, inRoom: true }),
} satisfies Record<string, Kind>;
export type KindName = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as KindName[];
