import type { CompiledQuery } from 'kysely';
import type { Tx } from './walled.js';

/**
 * A query whose text is built at its first use and then kept: for hot reads, where building it again costs as much as
 * sending it. `build` gets the parameters as values to bind; it may not look at them, since they are stand-ins.
 * @returns the function that runs it with real parameters
 */
export function compileOnce<O, P extends readonly unknown[]>(
  build: (tx: Tx, ...parameters: P) => { compile(tx: Tx): CompiledQuery<O> },
): (tx: Tx, ...parameters: P) => Promise<O[]> {
  let kept: { query: CompiledQuery<O>; takesFrom: (number | null)[] } | undefined;
  return async (tx, ...parameters) => {
    if (!kept) {
      const standIns: unknown[] = parameters.map((_, index) => ({ standsFor: index }));
      const query = build(tx, ...(standIns as unknown as P)).compile(tx);
      const takesFrom = query.parameters.map((value) => {
        const index = standIns.indexOf(value);
        return index === -1 ? null : index;
      });
      if (standIns.some((_, index) => !takesFrom.includes(index)))
        throw new Error('A parameter of a kept query is not among the values that it binds.');
      kept = { query, takesFrom };
    }
    const { query, takesFrom } = kept;
    const values = takesFrom.map((from, index) =>
      from === null ? query.parameters[index] : parameters[from],
    );
    const result = await tx.executeQuery<O>({ ...query, parameters: values });
    return result.rows;
  };
}
