import { Absent, Conflict, Refused, Unavailable } from '#platform/errors.js';
import { answerParent } from './child-work.js';

/** What the child of the tests can be asked. */
export type Asked =
  | { do: 'add'; numbers: number[] }
  | { do: 'refuse' | 'conflict' | 'absent' | 'unavailable' | 'bug' | 'strange' | 'die' | 'wait' | 'noise' };

answerParent(async (asked: Asked, tell: (step: number) => void): Promise<unknown> => {
  switch (asked.do) {
    case 'add':
      for (const number of asked.numbers) tell(number);
      return { sum: asked.numbers.reduce((sum, number) => sum + number, 0), on: new Date(0) };
    case 'refuse':
      throw new Refused('prova.no', { name: 'Àlbero', limit: 3 }, 422);
    case 'conflict':
      throw new Conflict();
    case 'absent':
      throw new Absent('upload');
    case 'unavailable':
      throw new Unavailable('prova.later', 600);
    case 'bug':
      throw Object.assign(new TypeError('che cosa'), { chapter: 'Primo' });
    case 'strange':
      throw Object.assign(new Error('non si copia'), { how: () => 1 });
    case 'die':
      process.stderr.write('ultime parole');
      return process.exit(3);
    case 'noise':
      process.stdout.write('rumore');
      return 'fatto';
    case 'wait':
      tell(1);
      return new Promise(() => setInterval(() => {}, 1000));
  }
});
