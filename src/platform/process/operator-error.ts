/**
 * What whoever starts Trama can mend: the message is in Italian, whole sentences that say what happened, why and
 * what to do; it is printed alone, without a stack.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}
