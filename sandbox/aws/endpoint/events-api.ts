import type { Bus } from '#sandbox/aws/bus/bus';
import { isObject, type JsonObject, list, number, optionalText, text } from '#sandbox/aws/json';
import { readable } from '#sandbox/aws/queues/queues';
import type { FaultRule } from '#sandbox/contracts';
import { AwsError } from './aws-error.ts';
import type { Api } from './call.ts';

/** EventBridge's PutEvents. An entry that is refused does not stop the others: the answer is 200 and counts it. */
export function createEventsApi({ bus }: { bus: Bus }): Api {
  const busOf = (entry: JsonObject) => bus.arnOf(optionalText(entry.EventBusName));
  const entries = (input: JsonObject) => list(input.Entries).filter(isObject);
  return {
    needs: ({ input }) => [...new Set(entries(input).map(busOf))].map((arn) => ({ action: 'events:PutEvents', resource: arn ?? '*' })),
    async answer({ operation, input, body }, fault) {
      if (operation !== 'PutEvents') throw new AwsError('UnknownOperationException', `The sandbox does not know EventBridge ${operation}.`);
      const all = entries(input);
      if (all.length < 1 || all.length > 10)
        throw new AwsError(
          'ValidationException',
          "Value at 'entries' failed to satisfy constraint: Member must have length between 1 and 10",
        );
      if (Buffer.byteLength(body) > 1024 * 1024)
        throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
      const refused = fault?.do === 'failed-entry' ? number(fault.entry, 0) : -1;
      const Entries = all.map(
        (entry, index): JsonObject =>
          index === refused
            ? { ErrorCode: String(fault?.code ?? 'InternalFailure'), ErrorMessage: 'The sandbox was told to fail here.' }
            : put(entry, fault),
      );
      return { FailedEntryCount: Entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries };
    },
  };

  function put(entry: JsonObject, fault?: FaultRule): JsonObject {
    const arn = busOf(entry);
    const detail = readable(text(entry.Detail));
    if (!entry.Source)
      return { ErrorCode: 'InvalidArgument', ErrorMessage: 'Parameter Source is not valid. Reason: Source is a required argument.' };
    if (!entry.DetailType)
      return {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: 'Parameter DetailType is not valid. Reason: DetailType is a required argument.',
      };
    if (!isObject(detail)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    if (text(entry.Source).startsWith('aws.'))
      return { ErrorCode: 'NotAuthorizedForSource', ErrorMessage: 'Not authorized for the source.' };
    const event = {
      bus: arn ?? '',
      source: text(entry.Source),
      detailType: text(entry.DetailType),
      detail,
      resources: list(entry.Resources).map(text),
      time: timeOf(entry.Time),
    };
    // An event for a bus that is not there is accepted and goes nowhere.
    return { EventId: arn === undefined ? '00000000-0000-0000-0000-000000000000' : bus.publish(event, fault).id };
  }
}

/** Seconds since 1970, or ISO. */
const timeOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : undefined;
