import { resolve } from 'node:path';
import { z } from 'zod';
import { OperatorError } from './operator-error.js';

/** What an operator may choose, from the environment. */
export interface Config {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /** Absolute: the embedded database, uploads, keys. */
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  /** Whether the demonstration ambito is loaded at the first start. */
  readonly demo: boolean;
  readonly logLevel: LogLevel;
  /** Addresses of the reverse proxies that are believed when they tell the visitor's address. */
  readonly trustProxy: string[];
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Before a person's eyes every request would bury the address; a collector wants them all. */
const quietInTerminal: LogLevel = process.stdout.isTTY ? 'warn' : 'info';

const yes = ['1', 'true', 'sì', 'si', 'yes', 'on'];
const no = ['0', 'false', 'no', 'off'];

const portText = 'un numero intero da 0 a 65535 (per esempio 3000)';
const variables = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portText)
    .transform(Number)
    .refine((port) => port <= 65_535, portText)
    .default(3000),
  HOST: z
    .string()
    .regex(
      /^[A-Za-z0-9.:_-]+$/,
      'un indirizzo o un nome di questa macchina (per esempio 127.0.0.1 o 0.0.0.0)',
    )
    .default('127.0.0.1'),
  TRAMA_DATA: z.string().default('.trama'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'un indirizzo come postgresql://utente:password@127.0.0.1:5432/trama')
    .optional(),
  TRAMA_DEMO: z
    .string()
    .toLowerCase()
    .refine((text) => yes.includes(text) || no.includes(text), '1 (con la dimostrazione) o 0 (senza)')
    .transform((text) => yes.includes(text))
    .default(true),
  TRUST_PROXY: z
    .string()
    .regex(/^[0-9a-fA-F:.,/ ]+$/, 'uno o più indirizzi separati da virgole (per esempio 10.0.0.5)')
    .transform((text) => text.split(',').map((one) => one.trim()))
    .default([]),
  LOG_LEVEL: z
    .enum(logLevels, { error: `una di queste parole: ${logLevels.join(', ')}` })
    .default(quietInTerminal),
});

/**
 * Reads the configuration. An empty variable counts as absent.
 * @param folder what a relative `TRAMA_DATA` is relative to.
 * @throws OperatorError with a line for each variable that is wrong.
 */
export function readConfig(env: NodeJS.ProcessEnv, folder: string): Config {
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([name, text]) => (text?.trim() ? [[name, text.trim()]] : [])),
  );
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    throw new OperatorError(
      parsed.error.issues
        .map(({ path, message }) => `${describe(String(path[0]), given)} non va bene: serve ${message}.`)
        .join('\n'),
    );
  }
  const { PORT, HOST, TRAMA_DATA, DATABASE_URL, TRAMA_DEMO, TRUST_PROXY, LOG_LEVEL } = parsed.data;
  return {
    port: PORT,
    host: HOST,
    dataDir: resolve(folder, TRAMA_DATA),
    databaseUrl: DATABASE_URL,
    demo: TRAMA_DEMO,
    logLevel: LOG_LEVEL,
    trustProxy: TRUST_PROXY,
  };
}

/** The value is quoted to be recognised, but not that of DATABASE_URL, which holds a password. */
function describe(name: string, given: Record<string, string>): string {
  return name === 'DATABASE_URL' ? name : `${name}=«${given[name]}»`;
}
