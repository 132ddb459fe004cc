import type { AggregateId } from '#domain/keys';
import { publish } from '#domain/publish';
import type { EventRecord } from '#domain/records';
import { service } from '#features/declare-incident/modal';
import { turned } from '#features/list-incidents/list';
import { acknowledgePressed } from '#slack-kit/incident-buttons';
import { freshSlack } from './slack.ts';
import type { CountedTable, Spent } from './table.ts';

/** What people do, from the request that Bolt reads to the acknowledgement, and the publishing of what came of it. */
export async function measureActs(counted: CountedTable): Promise<Record<string, Spent>> {
  const measured: Record<string, Spent> = {};
  const measure = async (what: string, work: (slack: ReturnType<typeof freshSlack>) => Promise<string>) => {
    let said = '';
    const slack = freshSlack(counted);
    measured[what] = await counted.spentOn(async () => {
      said = await work(slack);
    });
    return said;
  };
  const published = async (what: string, id: AggregateId) => {
    const newest = (await counted.store().log.events(id, 0)).slice(-1);
    measured[what] = await counted.spentOn(() => leave(counted, newest));
  };

  const id = numberIn(await measure('declare', (slack) => slack.types('declare sev2 tracker-of-7: parcels are lost')));
  await published('publish, declared', id);
  await measure('report of the same', (slack) => slack.types('declare sev2 tracker-of-7: my parcel is lost'));
  const other = numberIn(await measure('declare, service unknown', (slack) => slack.types('declare sev3 nobody knows: where is it')));
  await measure('status', (slack) => slack.types(`status ${id}`));
  await measure('acknowledge', (slack) => slack.types(`ack ${id}`));
  await published('publish, acknowledged', id);
  await measure('acknowledge by button', (slack) => slack.presses(acknowledgePressed, other));
  const page = await measure('list', (slack) => slack.types('list'));
  await measure('list, older', (slack) => slack.presses(turned, olderIn(page)));
  await measure('option search', (slack) => slack.searches(service, 'parcel tracker 777'));
  return measured;
}

async function leave(counted: CountedTable, events: EventRecord[]): Promise<void> {
  const { log, outbox } = counted.store();
  const stayed = await publish(
    { log, outbox, bus: { put: async () => [] }, queue: { ask: async () => undefined } } as Parameters<typeof publish>[0],
    events,
  );
  if (stayed.length > 0) throw new Error(`Not published: ${stayed[0]?.why}`);
}

const numberIn = (said: string): `INC-${number}` => {
  const [, number] = /INC-(\d+) is open/.exec(said) ?? [];
  if (number === undefined) throw new Error(`Nothing was declared: ${said}`);
  return `INC-${Number(number)}`;
};

function olderIn(page: string): string {
  const { blocks = [] } = JSON.parse(page) as { blocks?: { elements?: { action_id?: string; value?: string }[] }[] };
  const value = blocks.flatMap(({ elements = [] }) => elements).find(({ action_id }) => action_id === turned)?.value;
  if (value === undefined) throw new Error(`The list has no second page: ${page}`);
  return value;
}
