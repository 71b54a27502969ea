import { buildApp } from '#app.js';
import { openPools } from '#platform/db/database.js';
import { startEmbedded } from '#platform/db/embedded.js';

export interface Captured {
  statements: { text: string; values: unknown[] }[];
  bytes: number;
}

export interface Capture {
  adminConnection: object;
  ambitoId: string;
  reads: Record<string, Captured>;
}

/** What each address makes the real server ask the database, from the server's own code on the same data. */
export async function captureReads(dataDir: string, slug: string, paths: string[]): Promise<Capture> {
  const embedded = await startEmbedded({ dataDir, log: () => {} });
  const database = openPools(embedded);
  const { app } = await buildApp({ database, demoMode: true, version: 'bench' });
  try {
    const reads: Record<string, Captured> = {};
    const { rows } = await database.app.query<{ id: string }>(
      'select id from platform.ambito where slug = $1',
      [slug],
    );
    for (const path of paths) {
      // The first time also finds the ambito, which is then remembered.
      await app.inject(path);
      const statements: Captured['statements'] = [];
      database.watch = (text, values) => statements.push({ text, values: [...values] });
      const answer = await app.inject(path);
      database.watch = undefined;
      if (answer.statusCode !== 200) throw new Error(`${path} answers ${answer.statusCode}`);
      reads[path] = { statements, bytes: Buffer.byteLength(answer.body) };
    }
    return {
      adminConnection: { ...embedded.adminConfig, database: embedded.ownerConfig.database },
      ambitoId: String(rows[0]?.id),
      reads,
    };
  } finally {
    await app.close();
    await database.close();
    await embedded.release();
  }
}
