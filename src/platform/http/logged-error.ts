export type LoggedError = { type: string; message: string; stack: string };

/**
 * An error as the log keeps it. PostgreSQL's messages quote values, which may be anybody's: of its errors only the code
 * and the place are told.
 */
export function describeError(error: Error): LoggedError {
  const { code, severity, table, constraint, routine } = error as Partial<
    Record<'code' | 'severity' | 'table' | 'constraint' | 'routine', string>
  >;
  const stack = error.stack ?? '';
  if (severity === undefined) return { type: error.name, message: error.message, stack };
  const calls = stack.indexOf('\n    at ');
  return {
    type: 'DatabaseError',
    message: [code, routine, table, constraint].filter(Boolean).join(' '),
    stack: calls < 0 ? '' : stack.slice(calls + 1),
  };
}
