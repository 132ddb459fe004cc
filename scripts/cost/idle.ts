import { functionsOf } from '#sandbox/aws/functions/catalogue';
import { list, number, object, text } from '#sandbox/aws/json';
import type { Stack } from '#sandbox/aws/template/stack';
import { assumed, gbSeconds } from './assumptions.ts';
import { added, times } from './bill.ts';
import type { Usage } from './prices.ts';

const minutesInMonth = assumed.hoursInMonth * 60;
/** Three indexes that hold nothing: half a unit each, because they are read eventually consistent. */
const sweepReads = 1.5;
const giga = 1024 ** 3;

export const memoryOf = (stack: Stack): Record<string, number> =>
  Object.fromEntries(functionsOf(stack, { handlers: '' }).map(({ service, memory }) => [service, memory]));

/** How often each recurring schedule fires in a month, by what it says to `remind`. */
export function firings(stack: Stack): { says: string; perMonth: number }[] {
  return stack.all('AWS::Scheduler::Schedule').map(({ properties }) => ({
    says: Object.keys(object(JSON.parse(text(object(properties.Target).Input)))).join(),
    perMonth: perMonth(text(properties.ScheduleExpression)),
  }));
}

function perMonth(expression: string): number {
  const [, every, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const minutes = { minute: 1, hour: 60, day: 24 * 60 }[unit];
  if (every !== undefined && minutes !== undefined) return minutesInMonth / (Number(every) * minutes);
  if (/^cron\(\d+ \d+ \* \* \? \*\)$/.test(expression)) return assumed.hoursInMonth / 24;
  throw new Error(`How often is ${expression}? scripts/cost/idle.ts has to learn it.`);
}

/** What a month takes in which nobody does anything. `scanOfOne` is what the nightly scan takes for each person. */
export function idleUsage(stack: Stack, scanOfOne: Usage): Usage {
  const { remind: memoryMb } = memoryOf(stack);
  if (memoryMb === undefined) throw new Error('The template has no function remind, so what it costs is not known.');
  const fired = (what: string) => {
    const found = firings(stack).find(({ says }) => says === what);
    if (found === undefined) throw new Error(`No schedule of the template says "${what}" to remind, so what it costs is not known.`);
    return found.perMonth;
  };
  const [sweeps, scans] = [fired('sweep'), fired('scan')];
  const all = firings(stack).reduce((sum, one) => sum + one.perMonth, 0);
  const sweeping = gbSeconds({
    memoryMb,
    invocations: sweeps,
    awsCalls: 3 * sweeps,
    slackCalls: 0,
    coldStarts: sweeps * assumed.coldSweeps,
  });
  return added(times(scanOfOne, assumed.people * scans), {
    queue: polls(stack),
    schedules: all,
    lambdaRequests: all,
    lambdaSeconds: sweeping,
    reads: sweepReads * sweeps,
    logs: (all * assumed.logBytesOfInvocation) / giga,
    // Once each night, by a container that has to look.
    secrets: scans * (assumed.secureStrings.remind ?? 0),
    stored: assumed.idleStoredGb,
    recovery: assumed.idleStoredGb,
  });
}

const polls = (stack: Stack) =>
  stack.all('AWS::Lambda::EventSourceMapping').filter(({ properties }) => text(properties.EventSourceArn).includes(':sqs:')).length *
  assumed.pollers *
  ((assumed.hoursInMonth * 3600) / assumed.longPollSeconds);

/** Beside the budget: an alarm is charged for each metric that it looks at. */
export function besideUsage(stack: Stack): Usage {
  const alarms = stack.all('AWS::CloudWatch::Alarm');
  const looked = alarms.flatMap(({ properties }) => {
    const several = list(properties.Metrics).flatMap((one) =>
      object(one).MetricStat ? [object(object(object(one).MetricStat).Metric)] : [],
    );
    return several.length > 0 ? several : [properties];
  });
  const own = new Set(
    looked.filter(({ Namespace }) => Namespace === 'Muster').map((metric) => JSON.stringify([metric.MetricName, metric.Dimensions])),
  );
  return { alarms: looked.length, metrics: own.size };
}

/** What would cost something by merely being there. */
export function alwaysOn(stack: Stack): string[] {
  const types = [
    'AWS::EventSchemas::Discoverer',
    'AWS::KMS::Key',
    'AWS::SecretsManager::Secret',
    'AWS::EC2::NatGateway',
    'AWS::CloudWatch::Dashboard',
    'AWS::ApplicationAutoScaling::ScalableTarget',
  ];
  const provisioned = stack
    .all('AWS::Lambda::Alias', 'AWS::Lambda::Version')
    .filter(({ properties }) => properties.ProvisionedConcurrencyConfig);
  const capacity = stack.all('AWS::DynamoDB::Table').filter(({ properties }) => text(properties.BillingMode ?? '') !== 'PAY_PER_REQUEST');
  const pollers = stack.all('AWS::Lambda::EventSourceMapping').filter(({ properties }) => properties.ProvisionedPollerConfig);
  const memory = stack
    .all('AWS::SSM::Parameter')
    .filter(({ properties }) => properties.Tier === 'Advanced' || number(properties.Size, 0) > 4096);
  return [...stack.all(...types), ...provisioned, ...capacity, ...pollers, ...memory].map(({ type, id }) => `${type} ${id}`);
}
