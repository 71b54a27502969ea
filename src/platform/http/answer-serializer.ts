import { ResponseSerializationError } from 'fastify-type-provider-zod';
import { z } from 'zod';

interface Route {
  schema: z.ZodType;
  method: string;
  url: string;
}

/**
 * What goes out is checked and cut to its schema, then written as JSON. The check is compiled once a route: interpreted, it
 * costs as much as the writing. Schemas of answers have no codecs, so that reading by them is the same as writing.
 * @throws ResponseSerializationError when an answer is not what its schema says: a bug
 */
export function answerSerializer({ schema, method, url }: Route): (data: unknown) => string {
  const shape = z.compile(schema);
  return (data) => {
    const checked = shape.safeParse(data);
    if (!checked.success) throw new ResponseSerializationError(method, url, { cause: checked.error });
    return JSON.stringify(checked.data);
  };
}
