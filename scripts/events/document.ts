import * as z from 'zod';
import { PostmortemDocument } from '#domain/postmortem/document';

/** What `/postmortem export` gives as JSON. Later versions only add, so a reader must not refuse what it does not know. */
export const documentSchema = z.toJSONSchema(PostmortemDocument, {
  target: 'draft-2020-12',
  unrepresentable: 'any',
  override: ({ jsonSchema }) => {
    delete jsonSchema.additionalProperties;
    // An id: what it is made like is said by its name.
    if (Object.keys(jsonSchema).length === 0) jsonSchema.type = 'string';
    if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  },
});
