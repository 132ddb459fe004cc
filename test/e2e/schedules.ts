import { GetScheduleCommand, SchedulerClient, UpdateScheduleCommand } from '@aws-sdk/client-scheduler';
import type { World } from './world.ts';

/** The scheduler itself, for those who do with it what no code of today does. */
export const schedulerOf = ({ origin }: World) =>
  new SchedulerClient({
    endpoint: `${origin}/aws`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'sandbox' },
  });

export const scheduleOf = (world: World, Name: string) => schedulerOf(world).send(new GetScheduleCommand({ Name, GroupName: 'muster' }));

/** Where days have to pass, most sweeps find nothing: they may come less often than every five minutes. */
export const sweepEvery = (world: World, minutes: number): Promise<void> => every(world, 'rate(', minutes);
/** Where months have to pass, so may the scan of each night. */
export const scanEvery = (world: World, days: number): Promise<void> => every(world, 'cron(', days * 24 * 60);

async function every(world: World, kind: string, minutes: number): Promise<void> {
  const name = (await world.schedules()).find(({ expression }) => expression?.startsWith(kind))?.name ?? '';
  const { Target, FlexibleTimeWindow } = await schedulerOf(world).send(new GetScheduleCommand({ Name: name }));
  const same = { Name: name, Target, FlexibleTimeWindow };
  await schedulerOf(world).send(new UpdateScheduleCommand({ ...same, ScheduleExpression: `rate(${minutes} minutes)` }));
}
