import type { KnownBlock } from '@slack/types';
import { actions, button, section } from './blocks.ts';
import { quoted } from './rich.ts';
import { privately } from './say.ts';
import { cut, unescaped } from './text.ts';

/** What each verb of `/incident` takes, said by example. */
export const usage = {
  declare:
    '`/incident declare sev2 checkout: card payments failing`\nSeverity, `private` and `drill` are optional. For the service: a name, alias, journey or URL, or `?` if you do not know. `/incident declare over from 13:00 to 13:40 checkout: cards failed` puts on record what is over: nobody is asked.',
  list: '`/incident list`\nThe open incidents that you may see, newest first. `/incident list closed checkout 7d` shows what is over: of one service or of all, `today`, `7d` or `30d`.',
  status: '`/incident status` in an incident channel, or `/incident status INC-7` anywhere.',
  ack: '`/incident ack` in an incident channel, or `/incident ack INC-7` anywhere: you have it, and nobody else is asked.',
  update:
    '`/incident update Rolling back, basket works again in 10 minutes`\nWhat is known, what is being done. In an incident channel, or `/incident update INC-7 …` anywhere; without text a form opens.',
  ongoing: '`/incident ongoing` in an incident channel, or `/incident ongoing INC-7` anywhere: it is still going on, when that was asked.',
  impact:
    '`/incident impact unavailable from 13:51 to 14:34`\n`unavailable`, `partial 0.5`, `degraded` or `none`: when customers were hurt, and how much. `from` and `to` are optional, in your own time (`20 min ago`, `yesterday 23:30`), and are read back before they count; `because …` says why it is corrected. Without anything a form opens.',
  note: '`/incident note 14:05 restarted the queue`\nPuts it on record, as of the time that it begins with, or as of now. Without text a form opens.',
  timeline:
    '`/incident timeline` in an incident channel, or `/incident timeline INC-7` anywhere: everything that happened, in order. 📌 on a message in the incident channel puts it there, and “Time on the timeline” in its menu says when what it tells of happened.',
  severity:
    '`/incident severity sev1 data of customers is exposed`\nHow bad it is, up or down, with the reason; also once it is over. In an incident channel, or `/incident severity INC-7 sev1 …` anywhere; without a reason a form opens.',
  role: '`/incident role commander @lena`\n`commander` leads, `deputy` stands in, `scribe` writes down, `liaison` speaks to those outside. `role commander` alone takes it, `role commander none` gives it up, `role` opens a form.',
  title:
    '`/incident title Baskets are empty after login`\nA better title, as soon as more is known. The channel keeps its name; without text a form opens.',
  unack:
    '`/incident unack` in an incident channel, or `/incident unack INC-7` anywhere: you no longer have it, and others are asked again.',
  swarm:
    '`/incident swarm @ana @backend` brings people and groups in, `/incident swarm checkout` the on-call of a service. In an incident channel, or `/incident swarm INC-7 …` anywhere; without text a form opens.',
  private:
    '`/incident private` in an incident channel, or `/incident private INC-7` anywhere: it goes on in a new, private channel with those who are in it. What was written before stays readable.',
  access: '`/incident access @ana` lets somebody into a private incident. In its channel, or `/incident access INC-7 @ana` anywhere.',
  subscribe:
    '`/incident subscribe` keeps you posted in a direct message, `/incident subscribe #channel` a channel that Muster is in. In an incident channel, or `/incident subscribe INC-7 …` anywhere.',
  unsubscribe:
    '`/incident unsubscribe` or `/incident unsubscribe #channel` in an incident channel, or `/incident unsubscribe INC-7 …` anywhere.',
  mitigate:
    '`/incident mitigate` in an incident channel, or `/incident mitigate INC-7` anywhere: customers are no longer hurt, and impact that is going on ends. What was done is said with `/incident update`.',
  resolve:
    '`/incident resolve workaround rolled back to the version of Monday`\n`workaround` or `permanent`, then how. In an incident channel, or `/incident resolve INC-7 …` anywhere; without that a form opens.',
  reopen:
    '`/incident reopen` in an incident channel, or `/incident reopen INC-7 the queue grows again` anywhere: within 24 hours of its resolution the same incident goes on.',
  close: '`/incident close` in an incident channel, or `/incident close INC-7` anywhere: it is resolved, and nothing is left to do.',
  duplicate:
    '`/incident duplicate INC-8 of INC-7`\nThe same was declared twice: INC-7 goes on, whoever is in INC-8 is brought there, and the two count once. `/incident duplicate INC-8 of none` takes it back; without a number a form opens.',
  cancel:
    '`/incident cancel it was the load test` in an incident channel, or `/incident cancel INC-7 …` anywhere: a false alarm. Nobody is asked any more, and it counts nowhere.',
  alerts:
    '`/incident alerts`\nAlerts of monitors whose key leads to no service, and those that are noise, with how often they came. One press says what they belong to.',
  escalate:
    '`/incident escalate the queue does not drain, we need whoever built it`\nTo the next level of support at once, or to the next people where nobody has it yet. In an incident channel, or `/incident escalate INC-7 …` anywhere; without a reason a form opens.',
  handover:
    '`/incident handover @home-team it is their queue that is full`\nAsks a team, by its group or its name in the catalogue, whether it takes it. They answer with the buttons, `/incident handover accept` or `/incident handover decline …`. Who owns the service does not change by it.',
} as const;
export type Verb = keyof typeof usage;

export const declareAsText = 'declare-as-text';
const longest = 1900;

/** The verb was understood and the rest was not: its help, and one press that declares the words as they are. */
export function verbHelp(verb: Verb, text: string) {
  const said = text.trim();
  const blocks: KnownBlock[] = [section(usage[verb])];
  if (said.toLowerCase() !== verb) {
    blocks.push(
      section('If this is what is going wrong:'),
      quoted(cut(unescaped(said), 200)),
      actions(button(declareAsText, 'Declare it as an incident', cut(unescaped(said), longest), 'danger')),
    );
  }
  return privately(usage[verb], blocks);
}
