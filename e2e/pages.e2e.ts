import { visitEveryPage } from './every-page.ts';

visitEveryPage([
  { who: 'the public', name: null, starts: ['/', '/oglio-po', '/accesso'], within: /^\//, least: 35 },
]);
