import { section } from './blocks.ts';
import { privately } from './say.ts';

/** What each verb of `/service` takes, said by example. */
export const usage = {
  register:
    '`/service register` opens a form. `/service register bed-finder "Bed finder" home team-bedroom @priya active 99.0` does it in one line: name in the catalogue, name, product domain, owning team, product manager, and if you like its lifecycle and availability target.',
  show: '`/service show bedroom`\nWho owns it, how it is run, what it is to reach, what is on its way. `/service show bedroom at 25 March 10:00` shows it as it was, and `… at 1 May believed 3 May` as it was believed to be then.',
  who: '`/service who bedroom-5xx`\nWhose something is, and who is on call: by name, alias, journey, alert key or URL. `… at yesterday 23:30` says whose it was then.',
  history:
    '`/service history bedroom`\nEverybody who owned it, and what was corrected. `/service history bedroom correct` is for its product manager: a new word on what was so, beside the one that was wrong.',
  targets:
    '`/service targets bedroom` shows them, `/service targets bedroom 99.9 because the till depends on it` changes the availability target from now on. Without a figure a form opens. The product manager decides, or whom they have nominated.',
  lifecycle:
    '`/service lifecycle bedroom maintenance_mode funding ended 2026-03-31 because the campaign is over`\n`pre_live`, `active`, `maintenance_mode` (also `ktlo`, `bau`, `evergreen`), `deprecated`, `retired`. Whose it is does not change by it. Without a state a form opens.',
  edit: '`/service edit bedroom`\nIts names, journeys, URLs and alert keys, its runbook and dashboards, who answers for it and whom they have nominated.',
  list: '`/service list`\nAll services, or some: `/service list team home-mpt`, `lifecycle maintenance_mode`, `domain home`, `pm @priya`, `model ops_run_it`, `at-risk`; several of them together.',
  transfer:
    '`/service transfer bedroom to home-mpt`\nAsks a team to take it over: into maintenance mode, between teams, or to another support model. Several at once: `/service transfer bedroom, lighting to home-mpt`.',
  handback:
    '`/service handback bedroom` where there is money for features again in the same team, `/service handback bedroom to team-sleep` where another one takes it.',
} as const;
export type ServiceVerb = keyof typeof usage;

/** The verb was understood and the rest was not. */
export const serviceHelp = (verb: ServiceVerb) => privately(usage[verb], [section(usage[verb])]);
