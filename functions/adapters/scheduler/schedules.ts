import {
  ConflictException,
  CreateScheduleCommand,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import type { Schedules } from '#domain/ports';

export type ScheduleConfig = {
  client?: SchedulerClient;
  group: string;
  /** The function to wake, the role that may wake it, and where a firing goes that nobody took. */
  target: string;
  role: string;
  deadLetters: string;
  now: () => string;
};

const lawfulName = /^[0-9a-zA-Z_.-]{1,64}$/;
const soonest = 60_000;

/** One-shot schedules that remove themselves. Names are never used twice, so "there already" means this very one. */
export const schedules = ({ client = new SchedulerClient(), group, target, role, deadLetters, now }: ScheduleConfig): Schedules => ({
  async make(name, at, payload) {
    if (!lawfulName.test(name)) throw new Error(`${name}: a schedule's name has 1 to 64 letters, digits, "-", "_" and "."`);
    // What the service does with a time that is past is not documented. It keeps whole seconds: never before the time that was asked for.
    const time = new Date(Math.ceil(Math.max(Date.parse(at), Date.parse(now()) + soonest) / 1000) * 1000);
    try {
      await client.send(
        new CreateScheduleCommand({
          Name: name,
          GroupName: group,
          ScheduleExpression: `at(${time.toISOString().slice(0, 19)})`,
          ScheduleExpressionTimezone: 'UTC',
          FlexibleTimeWindow: { Mode: 'OFF' },
          ActionAfterCompletion: 'DELETE',
          Target: {
            Arn: target,
            RoleArn: role,
            Input: JSON.stringify(payload),
            // A reminder that is hours late is worse than none: the record tells by then what is due.
            RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 },
            DeadLetterConfig: { Arn: deadLetters },
          },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConflictException)) throw error;
    }
  },

  async cancel(name) {
    try {
      await client.send(new DeleteScheduleCommand({ Name: name, GroupName: group }));
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  },
});
