import type { Order } from '#sandbox/aws/deliveries';
import { isObject, type Json, type JsonObject, number, object, optionalText, text } from '#sandbox/aws/json';
import type { Envelope } from './bus.ts';

/** What a rule's target is handed for an event: all of it, a part, a constant, or a text made from parts. */
export function orderFor(rule: string, target: JsonObject, envelope: Envelope): Order {
  const retry = object(target.RetryPolicy);
  return {
    from: `rule ${rule}`,
    target: text(target.Arn),
    payload: payloadOf(target, envelope),
    sender: { service: 'events.amazonaws.com' },
    retries: number(retry.MaximumRetryAttempts, 185),
    maxAgeSeconds: number(retry.MaximumEventAgeInSeconds, 86_400),
    deadLetterArn: optionalText(object(target.DeadLetterConfig).Arn),
    group: optionalText(object(target.SqsParameters).MessageGroupId),
  };
}

function payloadOf(target: JsonObject, envelope: Envelope): string {
  if (target.Input !== undefined) return text(target.Input);
  if (target.InputPath !== undefined) return JSON.stringify(at(text(target.InputPath), envelope) ?? null);
  if (!isObject(target.InputTransformer)) return JSON.stringify(envelope);
  const paths = object(target.InputTransformer.InputPathsMap);
  return text(target.InputTransformer.InputTemplate).replace(/"?<([^>]+)>"?/g, (all, name: string) => {
    const value = name === 'aws.events.event' ? (envelope as unknown as Json) : at(text(paths[name]), envelope);
    if (value === undefined) return all.startsWith('"') && all.endsWith('"') ? '""' : '';
    if (all.startsWith('"') && all.endsWith('"')) return JSON.stringify(typeof value === 'string' ? value : JSON.stringify(value));
    const inside = typeof value === 'string' && (all.startsWith('"') || all.endsWith('"') || !all.startsWith('<')) ? value : undefined;
    return (all.startsWith('"') ? '"' : '') + (inside ?? JSON.stringify(value)) + (all.endsWith('"') ? '"' : '');
  });
}

/** `$.detail.id` and the like. */
function at(path: string, envelope: Envelope): Json | undefined {
  return path
    .replace(/^\$\.?/, '')
    .split('.')
    .filter((part) => part !== '')
    .reduce<Json | undefined>((value, part) => (isObject(value) ? value[part] : undefined), envelope as unknown as Json);
}
