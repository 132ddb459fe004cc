import { type JsonObject, number, object, optionalText, text } from '#sandbox/aws/json';
import { readExpression } from '#sandbox/aws/schedules/expression';
import { scheduleOrder } from '#sandbox/aws/schedules/recurring';
import type { Schedule, Schedules } from '#sandbox/aws/schedules/schedules';
import type { Stack } from '#sandbox/aws/template/stack';
import type { Clock } from '#sandbox/contracts';
import { AwsError } from './aws-error.ts';
import type { Api } from './call.ts';

type Parts = { stack: Stack; schedules: Schedules; clock: Clock };
const invalid = (message: string) => new AwsError('ValidationException', message);

/** EventBridge Scheduler, as strict as the real one: what it would refuse in the cloud it refuses here. */
export function createSchedulerApi({ stack, schedules, clock }: Parts): Api {
  const arn = (group: string, name: string) => `arn:aws:scheduler:${stack.region}:${stack.account}:schedule/${group}/${name}`;
  const groupOf = (input: JsonObject) => optionalText(input.GroupName ?? input.groupName) ?? 'default';
  const notThere = (name: string) => new AwsError('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404);

  function create(input: JsonObject): JsonObject {
    const name = text(input.Name);
    const group = groupOf(input);
    const target = object(input.Target);
    if (!/^[0-9a-zA-Z_.-]{1,64}$/.test(name))
      throw invalid(
        `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [0-9a-zA-Z-_.]+ and have length less than or equal to 64`,
      );
    if (group !== 'default' && !stack.all('AWS::Scheduler::ScheduleGroup').some((one) => one.name === group)) {
      throw new AwsError('ResourceNotFoundException', `Schedule group ${group} does not exist.`, 404);
    }
    if (object(input.FlexibleTimeWindow).Mode === undefined) throw invalid('FlexibleTimeWindow is required.');
    const expression = text(input.ScheduleExpression);
    const zone = optionalText(input.ScheduleExpressionTimezone) ?? 'UTC';
    const read = readExpression(expression, zone);
    if (read === undefined) throw invalid(`Invalid Schedule Expression ${expression}.`);
    // What AWS does with a moment that is past is not documented; a caller must not count on anything.
    if (read.kind === 'at' && read.at < clock.now() - 60_000)
      throw invalid(`Invalid Schedule Expression ${expression}: it lies in the past.`);
    if (stack.all('AWS::IAM::Role').every((role) => role.arn !== target.RoleArn))
      throw invalid('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');
    if (!stack.byArn(text(target.Arn))) throw invalid(`Provided Arn is not in correct format or names nothing: ${text(target.Arn)}`);
    if (target.Input !== undefined && typeof target.Input !== 'string') throw invalid('Input must be a string.');
    schedules.create({
      group,
      name,
      expression,
      zone,
      order: scheduleOrder(name, target),
      request: input,
      deleteAfter: input.ActionAfterCompletion === 'DELETE',
    });
    return { ScheduleArn: arn(group, name) };
  }

  const shown = ({ group, name, request, createdAt }: Schedule): JsonObject => ({
    ...request,
    Name: name,
    GroupName: group,
    Arn: arn(group, name),
    State: request.State ?? 'ENABLED',
    CreationDate: createdAt / 1000,
    LastModificationDate: createdAt / 1000,
  });

  const operations: Record<string, (input: JsonObject) => JsonObject> = {
    CreateSchedule: create,
    UpdateSchedule(input) {
      if (!schedules.remove(groupOf(input), text(input.Name))) throw notThere(text(input.Name));
      return create(input);
    },
    DeleteSchedule(input) {
      if (!schedules.remove(groupOf(input), text(input.Name))) throw notThere(text(input.Name));
      return {};
    },
    GetSchedule(input) {
      const found = schedules.find(groupOf(input), text(input.Name));
      if (!found) throw notThere(text(input.Name));
      return shown(found);
    },
    ListSchedules(input) {
      const wanted = schedules.all().filter(({ group, name }) => {
        if (input.ScheduleGroup !== undefined && group !== input.ScheduleGroup) return false;
        return group !== 'rule' && name.startsWith(text(input.NamePrefix));
      });
      const start = number(input.NextToken, 0);
      const end = start + number(input.MaxResults, 100);
      return { Schedules: wanted.slice(start, end).map(shown), ...(end < wanted.length ? { NextToken: String(end) } : {}) };
    },
  };

  return {
    needs({ operation, input }) {
      if (operation === 'ListSchedules') return [{ action: 'scheduler:ListSchedules', resource: '*' }];
      const own = { action: `scheduler:${operation}`, resource: arn(groupOf(input), text(input.Name)) };
      const role = optionalText(object(input.Target).RoleArn);
      return role === undefined ? [own] : [own, { action: 'iam:PassRole', resource: role }];
    },
    answer({ operation, input }) {
      const run = operations[operation];
      if (!run) throw new AwsError('UnknownOperationException', `The sandbox does not know Scheduler ${operation}.`);
      return run(input);
    },
  };
}

/** Which call a request is: the method and whether it names a schedule say it. */
export function schedulerOperation(method: string, name: string | undefined): string | undefined {
  if (name === undefined) return method === 'GET' ? 'ListSchedules' : undefined;
  return { POST: 'CreateSchedule', PUT: 'UpdateSchedule', GET: 'GetSchedule', DELETE: 'DeleteSchedule' }[method];
}
