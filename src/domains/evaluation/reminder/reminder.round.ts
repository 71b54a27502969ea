import type { Server } from '#platform/http/server.js';
import { listAmbiti } from '#platform/tenancy/ambito.sql.js';
import { insideAmbito } from '#platform/tenancy/inside.js';
import { makeDailyRound } from './reminder.actions.js';

/** Looked at every hour, so that a server that was off at night still makes its round in the morning. */
const LOOK_MS = 60 * 60 * 1000;
/** A server that has just begun answers people first. */
const FIRST_MS = 60 * 1000;

/** Makes the daily round of every ambito, one after the other, as long as the server lives. */
export function makeRoundsRegularly(server: Server): void {
  let isUnderWay = false;
  const round = async () => {
    if (isUnderWay) return;
    isUnderWay = true;
    try {
      const ambiti = await server.database.transaction({ ambitoId: null, readOnly: true }, (tx) =>
        listAmbiti(tx),
      );
      for (const ambito of ambiti) await insideAmbito(server.database, ambito, makeDailyRound);
    } finally {
      isUnderWay = false;
    }
  };
  const make = () => {
    round().catch((error: unknown) => server.app.log.error(error as Error, 'round'));
  };
  const timers: NodeJS.Timeout[] = [];
  server.app.addHook('onListen', async () => {
    timers.push(setTimeout(make, FIRST_MS).unref(), setInterval(make, LOOK_MS).unref());
  });
  server.app.addHook('onClose', async () => {
    for (const timer of timers) clearInterval(timer);
  });
}
