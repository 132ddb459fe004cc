import type { App } from '@slack/bolt';
import { cut } from '#domain/cut';
import type { Desk } from '#domain/desk';
import { PersonId } from '#domain/person/person';
import type { Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { leadingService } from '#domain/service/find';
import { nearMatches } from '#domain/service/search';
import type { RegisteredService } from '#domain/service/service';
import { type Channel, channelRef, notHere } from '#domain/workspace/channel';
import { type Heard, onVerb } from './commands.ts';
import { privately } from './say.ts';
import { menu, notFound } from './service-buttons.ts';
import type { ServiceVerb } from './service-help.ts';
import { unescaped } from './text.ts';

/** Which service a line is about, who typed it and when; `rest` is what follows verb and name. */
export type OnService = Omit<Heard, 'rest'> & { service: RegisteredService; by: PersonId; at: string; rest: string };

/** `/service targets bedroom …`: the service by any of its names. */
export function onServiceVerb(app: App, desk: Desk, verb: ServiceVerb, listener: (heard: OnService) => Promise<void>): void {
  onService(app, verb, async ({ rest: said, ...heard }) => {
    if (said === '') return heard.ack(privately('Which service?', menu()));
    const [found] = await Promise.all([leadingService(desk.records, said), refuseShared(desk, heard.payload.channel_id)]);
    if (found === undefined) return heard.ack(await unknownService(desk, said));
    await listener({ ...heard, ...found, by: PersonId.parse(heard.payload.user_id), at: desk.now() });
  });
}

/** `/service list …`: a verb whose rest names no one service. */
export const onService = (app: App, verb: ServiceVerb, listener: (heard: Heard) => Promise<void>): void =>
  onVerb(app, '/service', verb, listener);

export async function refuseShared({ records }: Desk, channel: string): Promise<void> {
  const [here] = await records.load([channelRef(channel)] as Ref<unknown>[]);
  if ((here?.value as Channel | undefined)?.shared) throw new Rejection('shared_channel', notHere);
}

export async function unknownService({ directory }: Desk, said: string) {
  const words = cut(unescaped(said), 100);
  const near = nearMatches(await directory.services(), words);
  return privately('I know no service by that name.', notFound(words, near));
}
