import type { ImprovementEvent, ImprovementFact } from '#domain/improvement/improvement-events';
import { PersonId } from '#domain/person/person';
import type { PostmortemEvent, PostmortemFact } from '#domain/postmortem/postmortem-events';
import { ServiceSlug } from '#domain/service/service-slug';
import { TeamSlug } from '#domain/team/team-slug';

const person = (id: string) => PersonId.parse(id);
const [ana, ben, cleo, lead, accountable] = [person('U0ANA'), person('U0BEN'), person('U0CLEO'), person('U0DEV'), person('U0ELI')];
const on = (day: string, clock = '10:00:00') => `2026-${day}T${clock}.000Z`;
const [checkout, payments, shops] = [ServiceSlug.parse('checkout'), TeamSlug.parse('payments'), TeamSlug.parse('shops')];
const resolved = on('03-10', '15:20:00');
const ladder = {
  soon: on('03-16', '15:20:00'),
  due: on('03-17', '15:20:00'),
  commander: on('03-18', '15:20:00'),
  lead: on('03-19', '15:20:00'),
  productManager: on('03-24', '15:20:00'),
  orgHeads: on('03-31', '14:20:00'),
};

const offered: PostmortemFact<'PostmortemOffered'> = {
  type: 'PostmortemOffered',
  at: resolved,
  incident: 'INC-311',
  service: checkout,
  team: payments,
  requirement: 'optional',
  because: [],
  peak: 'sev2',
  drill: false,
  private: false,
  t0: resolved,
  declaredAt: on('03-10', '14:02:00'),
};
const required: PostmortemFact<'PostmortemRequired'> = {
  type: 'PostmortemRequired',
  at: resolved,
  requirement: 'required',
  because: ['serious'],
  peak: 'sev2',
  t0: resolved,
  ladder,
};
const asked: PostmortemEvent[] = [
  offered,
  required,
  {
    type: 'PostmortemPeopleChanged',
    at: resolved,
    people: [
      { person: ana, as: ['reporter'] },
      { person: ben, as: ['responder'], team: payments },
      { person: cleo, as: ['responder'], team: payments },
      { person: accountable, as: ['product_manager'] },
    ],
  },
  { type: 'PostmortemOwnerAssigned', at: on('03-10', '15:40:00'), by: cleo, owner: ben, because: 'picked' },
  { type: 'PostmortemPromptSent', at: on('03-11', '09:30:00'), person: ana, day: '2026-03-11', what: ['p1'], reminded: true },
  { type: 'PostmortemPromptSent', at: on('03-11', '09:30:00'), person: cleo, day: '2026-03-11', what: ['p1', 'p3'], reminded: true },
  {
    type: 'PostmortemPromptAnswered',
    at: on('03-11', '11:00:00'),
    by: cleo,
    prompts: ['p1'],
    answers: [
      { key: 'saw', textId: 't1' },
      { key: 'surprised', nothing: true },
    ],
  },
  {
    type: 'PostmortemPromptSent',
    at: on('03-12', '09:30:00'),
    person: ana,
    day: '2026-03-12',
    what: ['nudge_1'],
    nudge: 1,
    reminded: true,
  },
];

const published: PostmortemEvent[] = [
  ...asked,
  { type: 'PostmortemReopened', at: on('03-12', '12:00:00') },
  {
    type: 'PostmortemResumed',
    at: on('03-12', '13:00:00'),
    t0: on('03-12', '13:00:00'),
    ladder: { ...ladder, due: on('03-19', '13:00:00') },
  },
  { type: 'PostmortemServiceChanged', at: on('03-12', '14:00:00'), service: checkout, team: payments },
  { type: 'PostmortemRequirementChanged', at: on('03-12', '15:00:00'), requirement: 'light', because: ['downgraded'], peak: 'sev2' },
  {
    type: 'PostmortemPromptAnswered',
    at: on('03-13', '11:00:00'),
    by: cleo,
    prompts: ['p5'],
    answers: [
      { key: 'detect', textId: 't2' },
      { key: 'react', textId: 't3' },
    ],
  },
  { type: 'PostmortemFactorsSet', at: on('03-13', '11:30:00'), by: ben, factors: ['telemetry_gap'] },
  { type: 'PostmortemDue', at: on('03-19', '13:00:00') },
  { type: 'PostmortemOverdue', at: on('03-20', '13:00:00'), rung: 'commander', people: [cleo] },
  {
    type: 'PostmortemMeetingHeld',
    at: on('03-20', '16:00:00'),
    by: ben,
    heldAt: on('03-20', '15:00:00'),
    decideBy: on('03-24', '15:00:00'),
    publishBy: on('03-25', '15:00:00'),
  },
  { type: 'PostmortemImprovementListed', at: on('03-23', '10:00:00'), by: ben, improvement: 'IMP-12' },
  { type: 'PostmortemCompleted', at: on('03-25', '10:00:00') },
  { type: 'PostmortemPublished', at: on('03-25', '11:00:00'), by: ben, version: 1, documentId: 'd1', helpAt: on('04-24', '11:00:00') },
];

/** What happens to a postmortem: one that is published, and every other way in which one ends. */
export const postmortemCourse: PostmortemEvent[][] = [
  published,
  [
    ...asked,
    { type: 'PostmortemEscalated', at: on('03-31', '14:20:00'), people: [lead] },
    { type: 'PostmortemWaived', at: on('04-01'), by: accountable, as: 'product_manager', reasonId: 't9' },
  ],
  [
    offered,
    required,
    { type: 'PostmortemMadePrivate', at: on('03-11') },
    { type: 'PostmortemDropped', at: on('03-12'), because: 'duplicate' },
  ],
];

const proposed: ImprovementFact<'ImprovementProposed'> = {
  type: 'ImprovementProposed',
  at: on('03-20', '16:00:00'),
  by: ben,
  kind: 'action',
  question: 'detect',
  postmortem: 'PM-311',
  incidents: ['INC-311'],
  service: checkout,
  team: payments,
  private: false,
  titleId: 't1',
  priority: 'high',
};
const chosen: ImprovementEvent[] = [
  proposed,
  {
    type: 'ImprovementAccepted',
    at: on('03-23', '10:00:00'),
    by: ben,
    owner: cleo,
    team: payments,
    dueOn: '2026-04-09',
    priority: 'high',
  },
];

/** What happens to an improvement: one that is done, and every other way in which one ends. */
export const improvementCourse: ImprovementEvent[][] = [
  [
    ...chosen,
    { type: 'ImprovementStarted', at: on('03-26'), by: cleo },
    { type: 'ImprovementOverdue', at: on('04-10', '08:00:00') },
    { type: 'ImprovementRescheduled', at: on('04-10'), by: cleo, from: '2026-04-09', dueOn: '2026-04-16', extension: 1, reasonId: 't3' },
    { type: 'ImprovementReassigned', at: on('04-13'), team: shops, because: 'service_moved', waiting: true },
    { type: 'ImprovementAccepted', at: on('04-14'), by: lead, owner: lead, team: shops, dueOn: '2026-04-16', priority: 'high' },
    { type: 'ImprovementCompleted', at: on('04-18'), by: lead },
    { type: 'ImprovementReopened', at: on('04-19'), by: lead },
    { type: 'ImprovementCompleted', at: on('04-20'), by: lead },
    { type: 'ImprovementHelpSaid', at: on('05-20'), by: accountable, helped: 'yes', wordsId: 't4' },
  ],
  [proposed, { type: 'ImprovementDeclined', at: on('03-23'), by: ben, reasonId: 't5' }],
  [proposed, { type: 'ImprovementMadePrivate', at: on('03-21') }, { type: 'ImprovementMerged', at: on('03-23'), by: ben, into: 'IMP-9' }],
];
