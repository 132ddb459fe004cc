import { expect, test } from 'vitest';
import { type PublicType, publicEvents } from '#domain/public/schemas';
import { schemas } from '../../scripts/events/schemas.ts';
import { ofType, synthesized } from './template.ts';

test('what is said of the events is in the registry of the stack', () => {
  const types = Object.keys(publicEvents) as PublicType[];
  const registered = ofType(synthesized(), 'AWS::EventSchemas::Schema').map(([, { Properties }]) => [
    String(Properties.SchemaName).replace('muster@', ''),
    { type: Properties.Type, content: JSON.parse(String(Properties.Content)) as unknown },
  ]);
  expect(Object.fromEntries(registered)).toEqual(
    Object.fromEntries(types.map((type) => [type, { type: 'JSONSchemaDraft4', content: JSON.parse(JSON.stringify(schemas[type])) }])),
  );
});
