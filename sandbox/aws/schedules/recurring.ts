import { scheduledRules } from '#sandbox/aws/bus/bus';
import { orderFor } from '#sandbox/aws/bus/target';
import type { Order } from '#sandbox/aws/deliveries';
import { isObject, type JsonObject, list, number, object, optionalText, text } from '#sandbox/aws/json';
import type { Stack } from '#sandbox/aws/template/stack';
import type { Clock, Collection } from '#sandbox/contracts';
import { readExpression } from './expression.ts';
import { nextOf, type Schedule } from './schedules.ts';

/** The recurring schedules of the template: those it no longer holds are forgotten, the others go on where they were. */
export function keepRecurring(stack: Stack, schedules: Collection<Schedule>, clock: Clock): void {
  const fromTemplate = [
    ...stack
      .all('AWS::Scheduler::Schedule')
      .filter(({ properties }) => properties.State !== 'DISABLED')
      .map(({ name, properties }) => ({
        group: optionalText(properties.GroupName) ?? 'default',
        name,
        expression: text(properties.ScheduleExpression),
        zone: optionalText(properties.ScheduleExpressionTimezone) ?? 'UTC',
        order: scheduleOrder(name, object(properties.Target)),
        request: properties,
      })),
    ...scheduledRules(stack).flatMap((rule) =>
      list(rule.properties.Targets)
        .filter(isObject)
        .map((target) => ({
          group: 'rule',
          name: rule.name,
          expression: text(rule.properties.ScheduleExpression),
          zone: 'UTC',
          request: {},
          order: orderFor(rule.name, target, {
            version: '0',
            id: rule.name,
            'detail-type': 'Scheduled Event',
            source: 'aws.events',
            account: stack.account,
            time: clock.iso(),
            region: stack.region,
            resources: [rule.arn],
            detail: {},
          }),
        })),
    ),
  ];
  const wanted = new Map(fromTemplate.map((one) => [`${one.group}/${one.name}`, one]));
  for (const known of schedules.all()) {
    const name = `${known.group}/${known.name}`;
    if (object(known.request).template === true && wanted.get(name)?.expression !== known.expression) schedules.delete(name);
  }
  for (const [name, one] of wanted) {
    if (readExpression(one.expression, one.zone) === undefined)
      throw new Error(`${one.name}: the sandbox does not understand ${one.expression}.`);
    const before = schedules.get(name);
    const schedule = {
      ...one,
      request: { ...one.request, template: true },
      deleteAfter: false,
      createdAt: before?.createdAt ?? clock.now(),
    };
    const at = nextOf(schedule, clock.now());
    schedules.set(name, at === undefined ? schedule : { ...schedule, at });
  }
}

export function scheduleOrder(name: string, target: JsonObject): Order {
  const retry = object(target.RetryPolicy);
  return {
    from: `schedule ${name}`,
    target: text(target.Arn),
    payload: optionalText(target.Input) ?? '{}',
    sender: { role: text(target.RoleArn) },
    retries: number(retry.MaximumRetryAttempts, 185),
    maxAgeSeconds: number(retry.MaximumEventAgeInSeconds, 86_400),
    deadLetterArn: optionalText(object(target.DeadLetterConfig).Arn),
    group: optionalText(object(target.SqsParameters).MessageGroupId),
  };
}
