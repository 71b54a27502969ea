// Who may import whom. Each domain may name only domains above it, so no circle can arise.
export const domains = {
  documents: [],
  thread: ['documents'],
  territory: ['documents'],
  governance: ['territory', 'documents', 'thread'],
  services: ['territory', 'documents', 'thread', 'governance'],
  plan: ['territory', 'documents', 'thread', 'governance', 'services'],
  spending: ['territory', 'documents', 'thread', 'governance', 'services', 'plan'],
  participation: ['territory', 'documents', 'thread', 'governance', 'plan'],
  evaluation: [
    'territory',
    'documents',
    'thread',
    'governance',
    'services',
    'plan',
    'spending',
    'participation',
  ],
  today: [
    'territory',
    'documents',
    'thread',
    'governance',
    'services',
    'plan',
    'spending',
    'participation',
    'evaluation',
  ],
};

/** Fewer modules than this means that the check looked in the wrong place. */
export const LEAST_MODULES = 150;
