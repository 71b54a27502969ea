import { z } from 'zod';
import { OperatorError } from '#platform/process/operator-error.js';

/** @throws OperatorError */
export function readEmail(text: string): string {
  const read = z.email().max(200).safeParse(text.trim());
  if (!read.success)
    throw new OperatorError(`«${text}» non è un indirizzo di posta, come nome@comune.example.it.`);
  return read.data;
}
