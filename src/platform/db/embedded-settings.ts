/** `server`: data must survive a power cut. `test`: data are thrown away, speed only. */
export type Tuning = 'server' | 'test';

const always = {
  max_connections: 80,
  shared_buffers: '128MB',
  // Compiling a query costs more than running it, on queries as short as these.
  jit: 'off',
  // Three workers fewer; on data that fit in memory they gain nothing.
  io_method: 'sync',
  max_wal_size: '512MB',
  timezone: 'Europe/Rome',
  // As PostgreSQL itself writes it: clusters made with another spelling of it could not run a query in parallel.
  default_text_search_config: 'pg_catalog.italian',
  // The passwords are random, 192 bits: slow hashing adds nothing but time to each connection.
  scram_iterations: 1,
  password_encryption: 'scram-sha-256',
  unix_socket_permissions: '0700',
  // Seven files, one a weekday, each begun anew after a week.
  logging_collector: 'on',
  log_filename: 'postgres-%u.log',
  log_rotation_age: '1d',
  log_rotation_size: 0,
  log_truncate_on_rotation: 'on',
  log_file_mode: '0600',
  log_checkpoints: 'off',
  // Nothing of what people wrote may reach the log: neither statements nor parameters, nor the DETAIL lines that
  // quote a row's values.
  log_statement: 'none',
  log_min_duration_statement: -1,
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
};

const server = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on' };

const test = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  // A template is copied file by file: with little in it that is quicker than through the log.
  max_connections: 200,
  autovacuum: 'off',
};

/** The text of `trama.conf`. */
export function settingsText(tuning: Tuning, logFolder: string): string {
  const settings = { ...always, ...(tuning === 'test' ? test : server), log_directory: logFolder };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${String(value).replaceAll("'", "''")}'\n`)
    .join('');
}
