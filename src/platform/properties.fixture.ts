import fc from 'fast-check';

// The same cases at every run, so that a change is never blamed for a case that nobody had drawn before. `TRAMA_SEED`
// draws others: what it finds becomes a test of its own.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.TRAMA_SEED ?? 20_260_101) });

export { fc };
