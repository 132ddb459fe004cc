import type { Records, Ref } from '#domain/records';
import { Rejection } from '#domain/rejection';
import { type Channel, channelRef, incidentOfChannelRef, notHere } from '#domain/workspace/channel';
import { noSuchIncident } from './authority.ts';
import { IncidentId } from './incident.ts';

/** Is this channel, if any, the incident's own? */
export async function isRoomOf(records: Records, id: IncidentId, channel: string | undefined): Promise<boolean> {
  if (channel === undefined) return false;
  const found = await incidentOf(records, id, channel);
  return found !== 'unreadable' && found.inRoom;
}

/** The incident that a line begins with (`INC-7 …`), or the one whose channel it was typed in; `rest` is what follows. */
export async function incidentNamedIn(
  records: Records,
  said: string,
  channel: string,
): Promise<{ id: IncidentId; inRoom: boolean; rest: string }> {
  const [, named = '', rest = ''] = /^(inc-\d{1,9})(?:[:,]?\s+([\s\S]*))?$/i.exec(said.trim()) ?? ['', '', said.trim()];
  const found = await incidentOf(records, named, channel);
  if (found === 'unreadable') throw noSuchIncident();
  return { ...found, rest: rest.trim() };
}

/** The incident whose channel this is, if any: for what is heard there. */
export async function incidentIn(records: Records, channel: string): Promise<IncidentId | undefined> {
  const [room] = await records.load([incidentOfChannelRef(channel)] as Ref<unknown>[]);
  return IncidentId.safeParse((room?.value as { incident: string } | undefined)?.incident).data;
}

/** Which incident is meant: by its number, or by the channel that one speaks in. `inRoom` when it is the channel's own. */
export async function incidentOf(
  records: Records,
  said: string,
  channel: string,
): Promise<{ id: IncidentId; inRoom: boolean } | 'unreadable'> {
  const named = /^(?:inc-?)?(\d{1,9})$/i.exec(said.trim())?.[1];
  if (said.trim() !== '' && named === undefined) return 'unreadable';
  const [room, place] = await records.load([incidentOfChannelRef(channel), channelRef(channel)] as Ref<unknown>[]);
  if ((place?.value as Channel | undefined)?.shared) throw new Rejection('shared_channel', notHere);
  const here = (room?.value as { incident: string } | undefined)?.incident;
  if (named !== undefined) {
    const id = IncidentId.safeParse(`INC-${Number(named)}`);
    return id.success ? { id: id.data, inRoom: here === id.data } : 'unreadable';
  }
  if (here === undefined)
    throw new Rejection(
      'which_incident',
      'This is not an incident channel. Say which one, for example `INC-7`; `/incident list` shows the open ones.',
    );
  return { id: IncidentId.parse(here), inRoom: true };
}
