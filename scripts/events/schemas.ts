import * as z from 'zod';
import { Envelope } from '#domain/public/envelope';
import { type PublicType, publicEvents } from '#domain/public/schemas';

export type JsonSchema = {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  description?: string;
  pattern?: string;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
};

/**
 * What an event type's `detail` holds. Later versions of a schema only add, so a reader must not refuse what it does not know: no
 * `additionalProperties: false`. What says nothing to a reader is left out: the bounds of a JavaScript integer, a pattern beside a format.
 */
const draft4 = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, {
    target: 'draft-4',
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties;
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  }) as JsonSchema;

const types = Object.keys(publicEvents) as PublicType[];

/** `{ "<detail-type>": <JSON Schema, draft 4, of the whole detail> }`. */
export const schemas = Object.fromEntries(
  types.map((type) => [type, draft4(z.object({ ...Envelope.shape, data: publicEvents[type] }))]),
) as Record<PublicType, JsonSchema>;
