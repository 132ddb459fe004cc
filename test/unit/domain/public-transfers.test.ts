import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { transferId } from '#domain/keys';
import type { Log } from '#domain/ports';
import { Envelope } from '#domain/public/envelope';
import { type PublicType, publicEvents } from '#domain/public/schemas';
import { toPublic } from '#domain/public/to-public';
import type { EventRecord, Json } from '#domain/records';
import { TransferEvent } from '#domain/transfer/transfer-events';
import { plus } from '#test/builders';
import { transferCourse } from '../../../scripts/events/transfer-course.ts';

const xfer = transferId(41);
const recordsOf = (events: TransferEvent[]): EventRecord[] =>
  events.map((event, index) => ({
    id: xfer,
    version: index + 1,
    type: event.type,
    at: event.at,
    recordedAt: plus(event.at, 1),
    body: event as unknown as Json,
  }));

async function published(events: TransferEvent[]) {
  const records = recordsOf(events);
  const log: Log = {
    events: async (_, after) => records.filter(({ version }) => version > after),
    texts: async (_, texts) => Object.fromEntries(texts.map((text) => [text, { by: 'U1' as never, body: `written: ${text}` }])),
  };
  const all = await Promise.all(records.map((record) => toPublic(log, record)));
  return all.flatMap((event) => event ?? []);
}

const [done = [], declined = [], cancelled = [], expired = []] = transferCourse;
const dataOf = async (events: TransferEvent[], type: PublicType) =>
  (await published(events)).find(({ detailType }) => detailType === type)?.detail.data;

describe('The public form of a transfer’s event', () => {
  test('is there for every type of event', async () => {
    const types = TransferEvent.unwrap().options.map(({ shape }) => shape.type.value);
    const told = (await Promise.all(transferCourse.map(published))).flat().map(({ detailType }) => detailType);
    expect(new Set(told)).toEqual(new Set(types));
  });

  test.each(transferCourse)('is what its schema says and nothing else, and names the service and who did it', async (...events) => {
    for (const [index, { detailType, detail }] of (await published(events)).entries()) {
      const { data, ...envelope } = detail;
      expect(z.strictObject(publicEvents[detailType as PublicType].shape).parse(data), detailType).toEqual(data);
      expect(z.strictObject(Envelope.shape).parse(envelope)).toEqual(envelope);
      const event = events[index];
      expect(envelope).toMatchObject({
        event_id: `XFER-41/${index + 1}`,
        aggregate: { type: 'transfer', id: xfer, version: index + 1 },
        service_id: 'checkout',
        actor: event && 'by' in event ? { type: 'user', user_id: event.by } : { type: 'system' },
      });
      expect(data).toMatchObject({ transfer_id: xfer, kind: 'to_maintenance', from_team_id: 'payments', to_team_id: 'shops' });
    }
  });

  test('of the completion says what changed, how long it took, and what was waived and overridden', async () => {
    expect(await dataOf(done, 'OwnershipTransferred')).toEqual({
      transfer_id: xfer,
      kind: 'to_maintenance',
      from_team_id: 'payments',
      to_team_id: 'shops',
      as: 'receiving_lead',
      from_version: 3,
      to_version: 4,
      maintenance_solution: 'multi_product_team',
      support_model_before: 'ybiyri',
      support_model_after: 'ybiyri',
      lifecycle_before: 'active',
      lifecycle_after: 'maintenance_mode',
      effective_from: '2026-03-31T12:00:00.000Z',
      requested_at: '2026-03-16T10:00:00.000Z',
      accepted_at: '2026-03-19T14:00:00.000Z',
      lead_time_s: (15 * 24 + 2) * 3600,
      days_in_shadow: 11.1,
      shadow_pages: 1,
      items_waived: 1,
      guardrails_overridden: ['G9'],
      hand_back_team_id: 'shops',
      warranty_until: '2026-04-30T12:00:00.000Z',
      reviews_at: ['2026-04-30T12:00:00.000Z', '2026-06-29T12:00:00.000Z'],
    });
  });

  test('is as of its own version, whatever has happened since', async () => {
    const [request] = done;
    const late = done.filter(({ type }) => type !== 'GuardrailOverridden');
    const tooLate = { ...done.find(({ type }) => type === 'GuardrailOverridden'), at: '2026-04-01T00:00:00.000Z' } as TransferEvent;
    expect(await dataOf([...late, tooLate], 'OwnershipTransferred')).toMatchObject({ guardrails_overridden: [] });
    expect(request && (await dataOf([request], 'TransferRequested'))).toEqual(await dataOf(done, 'TransferRequested'));
  });

  test('never carries what people wrote, what they showed as evidence, or what a finding names', async () => {
    const secret = 'https://wiki.example.com/secret';
    const told = await Promise.all(
      [done, declined, cancelled, expired].map((events) =>
        published(
          events.map((event) => ({
            ...event,
            ...('reasonId' in event && { reasonId: 'secret' }),
            ...('evidence' in event && { evidence: secret }),
            ...('findings' in event && { findings: event.findings.map((finding) => ({ ...finding, about: ['secret'] })) }),
          })) as TransferEvent[],
        ),
      ),
    );
    expect(told.flat().length).toBe(done.length + declined.length + cancelled.length + expired.length);
    expect(JSON.stringify(told)).not.toMatch(/secret|written/);
  });

  test('of a log that does not begin with a request is an error and no event', async () => {
    await expect(published(done.slice(1, 2))).rejects.toThrow('XFER-41/1 comes before the request');
  });
});
