import { serviceId } from '#domain/keys';
import { perform } from '#domain/perform';
import { services } from '#domain/service/service';
import { changeLifecycle } from '#features/change-lifecycle/decide';
import { correctHistory } from '#features/correct-history/decide';
import { describeService } from '#features/describe-service/decide';
import { findOrphan, watchTeam } from '#features/find-orphans/decide';
import { exportLog, handBack } from '#features/handback-service/decide';
import { reattributeIncident } from '#features/reattribute-incident/decide';
import { registerNew } from '#features/register-service/decide';
import { askAboutFunding, extendFunding, returnToMaintenance } from '#features/renew-funding/decide';
import { setTargets } from '#features/set-targets/decide';
import { aService, longAgo, omar, plus, priya, slug, teamSlug } from '#test/builders';
import { type KindName, kinds } from './kinds.ts';
import { type MachineOnly, onRecord, type Row } from './row.ts';
import type { Scene } from './scenes.ts';
import { peopled } from './transfer-scenes.ts';
import { said, verdicts, words } from './verdicts.ts';

const bedroom = serviceId('bedroom');
const standing: Scene<typeof bedroom> = async (stage) => {
  await peopled(stage);
  return bedroom;
};
const maintained: Scene<typeof bedroom> = async (stage) => {
  await peopled(stage);
  await perform(stage, services, bedroom, returnToMaintenance, { by: priya, at: stage.now() });
  return bedroom;
};
const fresh = serviceId('bed-finder');
const notThere: Scene<typeof fresh> = async (stage) => {
  await peopled(stage);
  return fresh;
};

const { decided, by } = verdicts({ guests: 'guest' });
const { state: _, assertions: __, lifecycles: ___, targetings: ____, ...description } = aService();
const { delegate, 'budget holder': budgetHolder } = kinds;
const known = { ...description, delegate: delegate.who, budgetHolder: budgetHolder.who };
const money: KindName[] = ['product manager', 'delegate', 'budget holder'];
const leads: KindName[] = ['owner lead', 'tech lead'];
const heads: KindName[] = ['org head', 'head of operations'];

export const serviceRows: Row[] = [
  onRecord(
    'register a service',
    services,
    registerNew,
    notThere,
    (actor, at) => ({
      by: actor,
      at,
      described: { ...description, slug: slug('bed-finder'), name: 'Bed finder' },
      owner: teamSlug('team-bedroom'),
      model: 'ybiyri' as const,
    }),
    by('registration_not_yours', ...leads, ...heads, 'product manager'),
  ),
  onRecord(
    'say what a service is called',
    services,
    describeService,
    standing,
    (actor, at) => ({ by: actor, at, described: { ...known, aliases: ['Sleep'] } }),
    by('service_not_yours', ...leads, ...heads, 'product manager', 'delegate'),
  ),
  onRecord(
    'pass on who answers for it',
    services,
    describeService,
    standing,
    (actor, at) => ({ by: actor, at, described: { ...known, productManager: omar } }),
    decided('service_not_yours', { ...said('not_handed_over', ...leads, 'delegate'), ...said('yes', ...heads, 'product manager') }),
  ),
  onRecord(
    'nominate who decides on targets',
    services,
    describeService,
    standing,
    (actor, at) => ({ by: actor, at, described: { ...known, delegate: omar } }),
    decided('service_not_yours', { ...said('not_nominated', ...leads, ...heads, 'delegate'), 'product manager': 'yes' }),
  ),
  onRecord(
    'change what it is to reach',
    services,
    setTargets,
    standing,
    (actor, at) => ({ by: actor, at, change: { availability: 99.9 }, ...words }),
    by('targets_not_yours', 'product manager', 'delegate'),
  ),
  onRecord(
    'end the funding of its features',
    services,
    changeLifecycle,
    standing,
    (actor, at) => ({ by: actor, at, to: 'maintenance_mode' as const, ...words }),
    by('lifecycle_not_yours', ...heads, 'product manager', 'delegate'),
  ),
  onRecord(
    'correct who owned it',
    services,
    correctHistory,
    standing,
    (actor, at) => ({
      by: actor,
      at,
      owner: teamSlug('team-bedroom'),
      model: 'ops_run_it' as const,
      effectiveFrom: plus(longAgo, 60),
      ...words,
    }),
    by('history_not_yours', 'product manager'),
  ),
  onRecord(
    'say until when there is money for features',
    services,
    extendFunding,
    standing,
    (actor, at) => ({ by: actor, at, until: '2027-03-31' }),
    by('funding_not_yours', ...money),
  ),
  onRecord(
    'return it to maintenance mode when the money ends',
    services,
    returnToMaintenance,
    standing,
    (actor, at) => ({ by: actor, at }),
    by('funding_not_yours', ...money),
  ),
  onRecord(
    'bring it back to active development in the same team, with other targets',
    services,
    handBack,
    maintained,
    (actor, at) => ({
      by: actor,
      at,
      fundedUntil: '2027-03-31',
      budgetHolder: priya,
      deploymentIntervalDays: 7,
      leadTimeDays: 3,
      featurePercent: 60,
      lookedAtLoad: true,
      words: 'A new range of beds',
      wordsId: 'why',
    }),
    decided('handback_not_yours', {
      ...said('yes', 'product manager', 'delegate'),
      'budget holder': 'handback_targets_not_yours',
    }),
  ),
];

export const serviceMachineOnly: MachineOnly[] = [
  { act: reattributeIncident, because: 'follows by itself' },
  { act: exportLog, because: 'follows by itself' },
  { act: watchTeam, because: 'the nightly scan' },
  { act: findOrphan, because: 'the nightly scan' },
  { act: askAboutFunding, because: 'the nightly scan' },
];
